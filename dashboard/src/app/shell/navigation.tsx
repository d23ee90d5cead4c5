import { Link, useRoute } from "wouter";
import { useLanguage } from "../../i18n/language-context";
import { PAGES, type PageEntry } from "../pages";

export function Navigation() {
  const { t } = useLanguage();
  return (
    <nav className="navigation" aria-label={t.navigation.label}>
      <ul>
        {PAGES.map((page) => (
          <li key={page.name}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PageLink({ page }: { page: PageEntry }) {
  const { t } = useLanguage();
  const [isCurrent] = useRoute(page.pattern);
  return (
    <Link href={page.path} {...(isCurrent ? { "aria-current": "page" } : {})}>
      {t.navigation.pages[page.name]}
    </Link>
  );
}
