import { Redirect, Route, Switch } from "wouter";
import { useWords } from "../../i18n/words";
import { Sections } from "../../ui/sections";
import { AlertList } from "./alert-list";
import { RuleList } from "./rules/rule-list";
import { words } from "./words";
import "../../features/alerts/alerts.css";
import "./alerts-page.css";

/** The alerts with their life, and the rules that raise them. */
export default function AlertsPage() {
  const w = useWords(words);
  return (
    <main id="content" className="page">
      <Sections
        label={w.sections}
        sections={[
          { path: "/alerts", name: w.names.list },
          { path: "/alerts/rules", name: w.names.rules },
        ]}
      />
      <Switch>
        <Route path="/alerts" component={AlertList} />
        <Route path="/alerts/rules" component={RuleList} />
        <Route>
          <Redirect to="/alerts" replace />
        </Route>
      </Switch>
    </main>
  );
}
