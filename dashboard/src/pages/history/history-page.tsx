import { Link, Redirect, Route, Switch, useRoute } from "wouter";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { PageTitle } from "../../ui/page-title";
import { AsKnown, AsOf } from "./moments/moment-report";
import { WhyReport } from "./why/why-report";
import { words } from "./words";
import "./history.css";

const SECTIONS = ["why", "as-of", "as-known"] as const;
type Section = (typeof SECTIONS)[number];

/** What the numbers were, what was known, and why they moved. */
export default function HistoryPage() {
  const w = useWords(words);
  return (
    <main id="content" className="page">
      <nav className="sections" aria-label={w.sections}>
        <ul>
          {SECTIONS.map((section) => (
            <li key={section}>
              <SectionLink section={section} />
            </li>
          ))}
        </ul>
      </nav>
      <Switch>
        <Route path="/history" component={Overview} />
        <Route path="/history/why" component={WhyReport} />
        <Route path="/history/as-of" component={AsOf} />
        <Route path="/history/as-known" component={AsKnown} />
        <Route>
          <Redirect to="/history" replace />
        </Route>
      </Switch>
    </main>
  );
}

function SectionLink({ section }: { section: Section }) {
  const w = useWords(words);
  const path = `/history/${section}`;
  const [isCurrent] = useRoute(path);
  return (
    <Link href={path} {...(isCurrent ? { "aria-current": "page" } : {})}>
      {w.names[section]}
    </Link>
  );
}

function Overview() {
  const { t } = useLanguage();
  const w = useWords(words);
  return (
    <>
      <PageTitle title={t.navigation.pages.history} lead={w.lead} />
      <ul className="questions">
        {SECTIONS.map((section) => (
          <li key={section} className="panel">
            <h2>{w.questions[section]}</h2>
            <p>{w.answers[section]}</p>
            <Link className="button" href={`/history/${section}`}>
              {w.names[section]}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
