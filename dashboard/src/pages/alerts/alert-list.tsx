import { useSearchParams } from "wouter";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { PageTitle } from "../../ui/page-title";
import { Panel } from "../../ui/panel";
import { Empty } from "../../ui/states";
import { AlertCard } from "./alert-card";
import { AlertFilters, filtersOf } from "./alert-filters";
import { useAlerts } from "./alerts";
import { words } from "./words";

/** What the rules have found, with the filters of the address. */
export function AlertList() {
  const { t } = useLanguage();
  const w = useWords(words);
  const [search] = useSearchParams();
  const query = useAlerts(filtersOf(search));
  return (
    <>
      <PageTitle title={t.navigation.pages.alerts} lead={w.lead} />
      <AlertFilters />
      <Panel title={t.alerts.title}>
        <Loaded query={query} lines={6}>
          {({ pages }) => {
            const alerts = pages.flatMap((page) => page.results);
            return alerts.length === 0 ? (
              <Empty>{w.empty}</Empty>
            ) : (
              <ol className="alert-cards">
                {alerts.map((alert) => (
                  <AlertCard key={alert.alert_id} alert={alert} />
                ))}
              </ol>
            );
          }}
        </Loaded>
        {query.hasNextPage && (
          <button type="button" className="link-button" onClick={() => void query.fetchNextPage()}>
            {w.more}
          </button>
        )}
      </Panel>
    </>
  );
}
