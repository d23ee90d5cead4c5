import { usePublications, useReconciliations } from "../../api/queries";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { PageTitle } from "../../ui/page-title";
import { Panel } from "../../ui/panel";
import { DriftPanel } from "./drift-panel";
import { findingsOf } from "./findings";
import { PublicationList } from "./publication-list";
import { SeamPanel } from "./seam-panel";
import { words } from "./words";
import "./reconciliation.css";

/** How far the live numbers have been compared with the exact ones, what differed, and what is published. */
export default function ReconciliationPage() {
  const { t } = useLanguage();
  const w = useWords(words);
  const publications = usePublications();
  const reconciliations = useReconciliations();
  const findings =
    publications.data && findingsOf(publications.data.results, reconciliations.data?.results ?? []);
  return (
    <main id="content" className="page">
      <PageTitle title={t.navigation.pages.reconciliation} lead={w.lead} />
      <div className="reconciliation-top">
        <SeamPanel publication={publications.data?.results[0]} />
        <Panel title={w.drift.title}>
          <Loaded query={reconciliations} lines={3}>
            {() => <DriftPanel findings={findings ?? []} />}
          </Loaded>
        </Panel>
      </div>
      <Panel title={w.publications.title}>
        <Loaded query={publications} lines={6}>
          {({ next }) => <PublicationList findings={findings ?? []} hasMore={next !== null} />}
        </Loaded>
      </Panel>
    </main>
  );
}
