import { Link, Redirect, Route, Switch } from "wouter";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { PageTitle } from "../../ui/page-title";
import { Sections } from "../../ui/sections";
import { AsKnown, AsOf } from "./moments/moment-report";
import { PinList } from "./pins/pin-list";
import { RefundsReport } from "./refunds/refunds-report";
import { SettlingReport } from "./settling/settling-report";
import { WhyReport } from "./why/why-report";
import { words } from "./words";
import "./history.css";

const SECTIONS = ["why", "as-of", "as-known", "refunds", "settling", "pins"] as const;

/** What the numbers were, what was known, and why they moved. */
export default function HistoryPage() {
  const w = useWords(words);
  return (
    <main id="content" className="page">
      <Sections
        label={w.sections}
        sections={SECTIONS.map((section) => ({ path: `/history/${section}`, name: w.names[section] }))}
      />
      <Switch>
        <Route path="/history" component={Overview} />
        <Route path="/history/why" component={WhyReport} />
        <Route path="/history/as-of" component={AsOf} />
        <Route path="/history/as-known" component={AsKnown} />
        <Route path="/history/refunds" component={RefundsReport} />
        <Route path="/history/settling" component={SettlingReport} />
        <Route path="/history/pins" component={PinList} />
        <Route>
          <Redirect to="/history" replace />
        </Route>
      </Switch>
    </main>
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
