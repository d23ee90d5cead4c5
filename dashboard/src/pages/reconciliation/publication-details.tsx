import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import type { CauseEvents, Finding } from "./findings";
import { words } from "./words";

/** What stands behind a publication: its checks, the events of each cause, and the versions of its tables. */
export function PublicationDetails({ finding }: { finding: Finding }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const { publication, checks, causes } = finding;
  return (
    <div className="publication-details">
      <ul className="checks">
        {checks.map((check) => (
          <li key={check.name} className={check.passed ? "check-passed" : "check-failed"}>
            <strong>{check.passed ? w.publications.passed : w.publications.failed}</strong>{" "}
            {w.checks[check.name] ?? check.name}
          </li>
        ))}
      </ul>
      {causes.map((cause) => (
        <CauseIds key={`${cause.cause} ${cause.platform} ${cause.currency}`} cause={cause} />
      ))}
      <p>
        {w.publications.versions(
          formats.count(publication.silver_version),
          formats.count(publication.batch_version),
          formats.count(publication.batch_products_version),
        )}{" "}
        <code>{publication.publication_id}</code>
      </p>
    </div>
  );
}

function CauseIds({ cause }: { cause: CauseEvents }) {
  const { t, formats } = useLanguage();
  const w = useWords(words).publications;
  const { event_ids: ids = [], ids_left_out: leftOut = 0 } = cause;
  return (
    <p className="cause-events">
      <strong>
        {w.eventsOf(
          t.reconciliation.cause[cause.cause] ?? cause.cause,
          t.platforms[cause.platform] ?? cause.platform,
        )}
        : {formats.money(cause.revenue, cause.currency)}
      </strong>{" "}
      {ids.map((id) => (
        <code key={id}>{id}</code>
      ))}{" "}
      {leftOut > 0 && w.leftOut(formats.count(leftOut))}
    </p>
  );
}
