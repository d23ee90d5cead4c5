import { useMay } from "../../api/roles";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import type { Finding } from "./findings";
import { PublicationDetails } from "./publication-details";
import { RollBack } from "./roll-back";
import { words } from "./words";

/** One publication: when, how far, by whom, and what its run found. */
export function PublicationItem({ finding }: { finding: Finding }) {
  const { t, formats } = useLanguage();
  const w = useWords(words);
  const mayRollBack = useMay("operator");
  const { publication, drift, events, checks } = finding;
  const { published_at: publishedAt, verdict } = publication;
  const facts = [
    w.publications.seam(formats.count(publication.seam)),
    events !== null && w.publications.events(formats.count(events)),
    publication.actor && w.publications.by(publication.actor),
    checks.length > 0 &&
      w.publications.checks(
        formats.count(checks.filter((check) => check.passed).length),
        formats.count(checks.length),
      ),
  ].filter(Boolean);
  return (
    <li className="publication">
      <h3>
        <time dateTime={publishedAt}>{formats.dateTime(new Date(publishedAt))}</time>
        {publication.in_effect && <span className="tag tag-accent">{w.publications.inEffect}</span>}
        <span className={`tag ${verdict === "approved" ? "tag-warn" : "tag-quiet"}`}>
          {w.verdicts[verdict] ?? verdict}
        </span>
      </h3>
      <p className="publication-facts">{facts.join(" · ")}</p>
      {publication.reason && <p className="publication-reason">“{publication.reason}”</p>}
      {drift.matches ? (
        <p className="publication-exact">{w.publications.exact}</p>
      ) : (
        <ul className="publication-causes">
          {drift.causes.map(({ cause, currency, revenue }) => (
            <li key={`${cause} ${currency}`}>
              {t.reconciliation.cause[cause] ?? cause} <strong>{formats.money(revenue, currency)}</strong>
            </li>
          ))}
        </ul>
      )}
      {!publication.in_effect && mayRollBack && (
        <RollBack publicationId={publication.publication_id} when={formats.dateTime(new Date(publishedAt))} />
      )}
      <details>
        <summary>{w.publications.details}</summary>
        <PublicationDetails finding={finding} />
      </details>
    </li>
  );
}
