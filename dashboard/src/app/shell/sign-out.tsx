import { csrfToken } from "../../api/csrf";
import { useLanguage } from "../../i18n/language-context";
import { LINKS } from "../../ui/links";

/** Ends the session: a form of its own, because signing out by a link could be done to a person by another site. */
export function SignOut() {
  const { t } = useLanguage();
  return (
    <form method="post" action={LINKS.signOut}>
      <input type="hidden" name="csrfmiddlewaretoken" value={csrfToken()} />
      <button type="submit" className="button button-quiet">
        {t.signOut}
      </button>
    </form>
  );
}
