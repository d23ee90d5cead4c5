import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { Scrolling } from "../../../ui/scrolling";
import { Empty } from "../../../ui/states";
import { words } from "../words";
import { type Comparison, useComparison } from "./pins";

type Row = Comparison["results"][number];

const MEASURES = ["then", "now", "change"];

/** What a row is about: everything in it that is no measure. */
function keyOf(row: Row, platforms: Record<string, string>): string {
  return Object.entries(row)
    .filter(([name, value]) => !MEASURES.includes(name) && value !== null)
    .map(([, value]) => platforms[String(value)] ?? String(value))
    .join(" · ");
}

function currencyOf(row: Row): string {
  return String((row as Record<string, unknown>).currency ?? "BRL");
}

/** A pinned report's revenue beside that of today, row by row. */
export function ComparisonTable({ pinId }: { pinId: string }) {
  const w = useWords(words).pins;
  const query = useComparison(pinId);
  return (
    <Loaded query={query} lines={3}>
      {({ results, changed }) => (
        <>
          <p className="pin-facts">{changed === 0 ? w.same : w.changed(String(changed))}</p>
          {results.length === 0 ? <Empty>{w.noRows}</Empty> : <Rows rows={results} />}
        </>
      )}
    </Loaded>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { t, formats } = useLanguage();
  const w = useWords(words).pins;
  const revenue = (measures: Row["then"], row: Row, format: (amount: string, currency: string) => string) =>
    typeof measures?.revenue === "string" ? format(measures.revenue, currencyOf(row)) : "–";
  return (
    <Scrolling label={w.compare}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{w.row}</th>
            {[w.before, w.now, w.change].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row, {})}>
              <th scope="row">{keyOf(row, t.platforms)}</th>
              <td className="number">{revenue(row.then, row, formats.money)}</td>
              <td className="number">{revenue(row.now, row, formats.money)}</td>
              <td className="number">{revenue(row.change, row, formats.change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
