import { permille, toCents } from "../../format/money";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Empty } from "../../ui/states";
import { type CauseTotal, type Finding, totalsByCause } from "./findings";
import { words } from "./words";

/** What the live view had too much or too little of, by cause; a table whose bars compare the causes. */
export function DriftPanel({ findings }: { findings: readonly Finding[] }) {
  const { t, formats } = useLanguage();
  const w = useWords(words).drift;
  const totals = totalsByCause(findings);
  if (totals.length === 0) {
    return <Empty>{w.none}</Empty>;
  }
  return (
    <table className="table">
      <caption className="table-caption">{w.note(formats.count(findings.length))}</caption>
      <thead>
        <tr>
          <th scope="col">{w.cause}</th>
          <th scope="col" className="number">
            {w.runs}
          </th>
          <th scope="col" className="number">
            {w.revenue}
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={`${total.cause} ${total.currency}`}>
            <th scope="row">{t.reconciliation.cause[total.cause] ?? total.cause}</th>
            <td className="number">{formats.count(total.runs)}</td>
            <td className="number drift-amount">
              {formats.money(total.revenue, total.currency)}
              <Bar total={total} most={totals.find((each) => each.currency === total.currency) ?? total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ total, most }: { total: CauseTotal; most: CauseTotal }) {
  const width = permille(absolute(total.revenue), absolute(most.revenue));
  return (
    <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
      <rect className="drift-bar" x={1000 - width} width={width} height="1" />
    </svg>
  );
}

function absolute(revenue: string): string {
  return toCents(revenue) < 0n ? revenue.slice(1) : revenue;
}
