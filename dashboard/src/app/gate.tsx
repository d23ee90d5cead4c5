import { useLanguage } from "../i18n/language-context";
import { LINKS } from "../ui/links";

/** What stands in the page's place when this person may not see it, and the way in. */
export function Gate({ reason }: { reason: "signed-out" | "forbidden" }) {
  const { t } = useLanguage();
  const words = t.gate[reason];
  return (
    <main id="content" className="message">
      <h2>{words.title}</h2>
      <p>{words.body}</p>
      <a className="button" href={LINKS.signIn}>
        {words.action}
      </a>
    </main>
  );
}
