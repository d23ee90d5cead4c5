import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Panel } from "../../ui/panel";
import type { QuarantinedRecord, Reason } from "./quarantine";
import { words } from "./words";

interface RecordListProps {
  records: readonly QuarantinedRecord[];
  reason: Reason | undefined;
  onShowAll(): void;
  onMore?(): void;
}

/** The refused records themselves, newest first, each with its place in Kafka. */
export function RecordList({ records, reason, onShowAll, onMore }: RecordListProps) {
  const w = useWords(words);
  const aside = reason && (
    <p className="panel-note">
      {w.samplesOf(reason)}{" "}
      <button type="button" className="text-button" onClick={onShowAll}>
        {w.showAll}
      </button>
    </p>
  );
  return (
    <Panel title={w.samples} aside={aside}>
      <ol className="records">
        {records.map((record) => (
          <RecordItem key={`${record.topic_id} ${record.partition} ${record.offset}`} record={record} />
        ))}
      </ol>
      {onMore && (
        <button type="button" className="link-button" onClick={onMore}>
          {w.more}
        </button>
      )}
    </Panel>
  );
}

function RecordItem({ record }: { record: QuarantinedRecord }) {
  const { formats } = useLanguage();
  const w = useWords(words).sample;
  const place = [formats.count(record.partition), formats.count(record.offset)] as const;
  return (
    <li className="record">
      <p className="record-head">
        <span className="tag tag-warn">{record.reason}</span>
        <time dateTime={record.ingested_at}>{formats.dateTime(new Date(record.ingested_at))}</time>
        <span>{w.coordinates(...place)}</span>
        <span>{record.raw_bytes === null ? w.noValue : w.size(formats.count(record.raw_bytes))}</span>
      </p>
      <p className="record-detail">{record.detail}</p>
      {record.raw_text !== null && (
        <details>
          <summary>
            {w.show}
            {record.truncated && ` (${w.truncated})`}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section aria-label={w.content(...place)} className="record-text" tabIndex={0}>
            <code>{record.raw_text}</code>
          </section>
        </details>
      )}
    </li>
  );
}
