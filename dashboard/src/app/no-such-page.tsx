import { Link } from "wouter";
import { useLanguage } from "../i18n/language-context";
import { PageTitle } from "../ui/page-title";

/** What stands at an address that no page has. */
export function NoSuchPage() {
  const { t } = useLanguage();
  return (
    <main id="content" className="page message">
      <PageTitle title={t.noSuchPage.title} lead={t.noSuchPage.body} />
      <Link className="button" href="/">
        {t.noSuchPage.action}
      </Link>
    </main>
  );
}
