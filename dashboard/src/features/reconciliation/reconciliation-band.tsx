import { Link } from "wouter";
import type { Publication } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { dagLink } from "../../ui/links";
import { type Drift, readDrift } from "./drift";
import "./reconciliation.css";

interface ReconciliationBandProps {
  publication: Publication;
  /** Share of today's events behind the seam, "0.9930". */
  settled: string;
}

/** Whether the live numbers have been checked against the exact ones, and what the check found. */
export function ReconciliationBand({ publication, settled }: ReconciliationBandProps) {
  const { t } = useLanguage();
  const words = t.reconciliation;
  const drift = readDrift(publication.drift);
  const state = publication.seam === 0 ? "none" : drift.matches ? "exact" : "differs";
  return (
    <section className={`band band-${state}`} aria-label={words.title}>
      <span className="band-mark" aria-hidden="true" />
      {state === "none" ? (
        <p>
          <strong>{words.none}.</strong> {words.noneHint[0]}{" "}
          <a href={dagLink("reconcile")} target="_blank" rel="noreferrer">
            <code>reconcile</code>
          </a>{" "}
          {words.noneHint[1]}
        </p>
      ) : (
        <Found publication={publication} settled={settled} drift={drift} />
      )}
    </section>
  );
}

function Found({ publication, settled, drift }: ReconciliationBandProps & { drift: Drift }) {
  const { t, formats } = useLanguage();
  const words = t.reconciliation;
  return (
    <>
      <p>
        <strong>{drift.matches ? words.exact : words.differs}</strong>{" "}
        {words.verdicts[publication.verdict ?? ""]}{" "}
        {publication.published_at && words.published(formats.dateTime(new Date(publication.published_at)))}{" "}
        {words.settled(formats.percent(Number(settled)))}
      </p>
      <ul className="band-causes">
        {drift.causes.map(({ cause, currency, revenue }) => (
          <li key={`${cause} ${currency}`}>
            {words.cause[cause] ?? cause} <strong>{formats.money(revenue, currency)}</strong>
          </li>
        ))}
      </ul>
      <Link className="band-link" href="/reconciliation">
        {words.open}
      </Link>
    </>
  );
}
