import { useLive } from "../../api/live-context";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Facts } from "../../ui/facts";
import { Panel } from "../../ui/panel";
import { Empty, Skeleton } from "../../ui/states";
import type { Publication } from "./findings";
import { ReconcileAction } from "./reconcile-action";
import { words } from "./words";

/** Where the exact view ends and the live one begins. */
export function SeamPanel({ publication }: { publication: Publication | undefined }) {
  const w = useWords(words).seam;
  const { sections } = useLive();
  return (
    <Panel title={w.title}>
      {!sections && <Skeleton lines={4} />}
      {sections && !publication && <Empty>{w.none}</Empty>}
      {sections && publication && (
        <Seam
          publication={publication}
          waiting={Math.max(0, sections.meta.ingest_seq - publication.seam)}
          settled={Number(sections.today.settled)}
        />
      )}
      <ReconcileAction />
    </Panel>
  );
}

interface SeamProps {
  publication: Publication;
  waiting: number;
  /** Share of today's events behind the seam. */
  settled: number;
}

function Seam({ publication, waiting, settled }: SeamProps) {
  const { formats } = useLanguage();
  const w = useWords(words);
  return (
    <>
      <svg
        className="seam-bar"
        viewBox="0 0 1000 1"
        preserveAspectRatio="none"
        role="img"
        aria-label={w.seam.bar(formats.percent(settled), formats.percent(1 - settled))}
      >
        <rect className="seam-bar-settled" width={1000 * settled} height="1" />
      </svg>
      <Facts
        facts={[
          {
            name: w.seam.number,
            value: formats.count(publication.seam),
            hint: w.seam.numberHint,
          },
          { name: w.seam.waiting, value: formats.count(waiting) },
          { name: w.seam.settled, value: formats.percent(settled) },
          { name: w.seam.published, value: formats.dateTime(new Date(publication.published_at)) },
          { name: w.seam.verdict, value: w.verdicts[publication.verdict] ?? publication.verdict },
        ]}
      />
    </>
  );
}
