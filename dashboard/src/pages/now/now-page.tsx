import { useLive } from "../../api/live-context";
import { usePublications } from "../../api/queries";
import { AlertsPanel } from "../../features/alerts/alerts-panel";
import { ChartPanel } from "../../features/chart/chart-panel";
import { ConnectionNotice } from "../../features/connection/connection-state";
import { ageSeconds, freshAsOf, livelinessOf } from "../../features/connection/liveliness";
import { ProductsPanel } from "../../features/products/products-panel";
import { ReceiptFooter } from "../../features/receipt/receipt-footer";
import { ReconciliationBand } from "../../features/reconciliation/reconciliation-band";
import { RevenuePanel } from "../../features/revenue/revenue-panel";
import { StockPanel } from "../../features/stock/stock-panel";
import { useLanguage } from "../../i18n/language-context";
import { useNow } from "../../ui/now";
import { PageTitle } from "../../ui/page-title";
import { Panel } from "../../ui/panel";
import { Skeleton } from "../../ui/states";

/** The numbers as they are now, or what is known about their absence. */
export default function NowPage() {
  const { t } = useLanguage();
  const state = useLive();
  const now = useNow() + state.clockAhead;
  const seam = useSeamMoment();
  const { sections } = state;
  const fresh = freshAsOf(state);
  const notice = <ConnectionNotice liveliness={livelinessOf(state, now)} age={ageSeconds(state, now)} />;
  if (!sections || fresh === undefined) {
    return (
      <main id="content" className="page">
        <PageTitle title={t.navigation.pages.now} hidden />
        {notice}
        {sections && <WarmingUp />}
        <Loading />
      </main>
    );
  }
  return (
    <>
      <main id="content" className="page">
        <PageTitle title={t.navigation.pages.now} hidden />
        {notice}
        <ReconciliationBand publication={sections.seam} settled={sections.today.settled} />
        <RevenuePanel sections={sections} now={now} />
        <div className="columns">
          <ChartPanel rows={sections.chart.results} freshAsOf={fresh} now={now} seam={seam} />
          <AlertsPanel alerts={sections.alerts.latest} arrived={state.arrived} />
          <ProductsPanel products={sections.top.results} />
          <StockPanel stock={sections.stock} ingestSeq={sections.meta.ingest_seq} />
        </div>
      </main>
      <ReceiptFooter meta={sections.meta} />
    </>
  );
}

/**
 * When the newest batch behind the seam came in: what had arrived by then is reconciled; none before the first
 * publication. It is not when the publication was made, which is later by the length of the run.
 */
function useSeamMoment(): number | undefined {
  const { data } = usePublications();
  const seamAt = data?.results.find((each) => each.in_effect)?.seam_at;
  return seamAt ? Date.parse(seamAt) : undefined;
}

function WarmingUp() {
  const { t } = useLanguage();
  return (
    <p className="notice notice-warn">
      <strong>{t.warmingUp.title}.</strong> {t.warmingUp.body}
    </p>
  );
}

function Loading() {
  const { t } = useLanguage();
  return (
    <>
      <Panel title={t.revenue.title}>
        <Skeleton lines={3} />
      </Panel>
      <div className="columns">
        <Panel title={t.chart.title} className="chart-panel">
          <Skeleton lines={8} />
        </Panel>
        <Panel title={t.alerts.title}>
          <Skeleton lines={6} />
        </Panel>
      </div>
    </>
  );
}
