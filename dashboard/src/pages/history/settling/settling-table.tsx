import type { components } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformName } from "../../../ui/platform-name";
import { Scrolling } from "../../../ui/scrolling";
import { Empty } from "../../../ui/states";
import { words } from "../words";

type Schemas = components["schemas"];
type Row = Schemas["SettlingRowShape"];

const HOURS_SHOWN_BELOW = 48;
const COLUMNS = 5;

/** How far windows of each age have got, by how much they may still move, and whether that held where it was checked. */
export function SettlingTable({ answer }: { answer: Schemas["SettlingShape"] }) {
  const { formats } = useLanguage();
  const w = useWords(words).settling;
  if (answer.results.length === 0) {
    return <Empty>{w.empty}</Empty>;
  }
  return (
    <Scrolling label={w.title}>
      <table className="table settling">
        <thead>
          <tr>
            <th scope="col">{w.age}</th>
            {[w.events, w.revenue, w.moves, w.checked].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {[...byMarket(answer.results)].map(([market, rows]) => (
          <tbody key={market}>
            <tr className="settling-market">
              <th scope="rowgroup" colSpan={COLUMNS}>
                <PlatformName platform={rows[0]?.platform ?? ""} /> ({rows[0]?.currency})
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.age_seconds}>
                <th scope="row">
                  <Age seconds={row.age_seconds} />
                </th>
                <td className="number">{formats.percent(Number(row.events_arrived))}</td>
                <td className="number">{formats.percent(Number(row.revenue_arrived))}</td>
                <td className="number">
                  {row.moves_at_most === null ? w.unknown : formats.percent(Number(row.moves_at_most))}
                </td>
                <td className="number">
                  <Checked row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Scrolling>
  );
}

/** The rows of each platform and currency, in the order in which they came. */
function byMarket(rows: readonly Row[]): Map<string, Row[]> {
  const markets = new Map<string, Row[]>();
  for (const row of rows) {
    const market = `${row.platform} ${row.currency}`;
    markets.set(market, [...(markets.get(market) ?? []), row]);
  }
  return markets;
}

function Age({ seconds }: { seconds: number }) {
  const { formats } = useLanguage();
  const w = useWords(words).settling;
  const hours = seconds / 3600;
  return hours < HOURS_SHOWN_BELOW ? formats.duration(seconds) : w.days(formats.count(hours / 24));
}

function Checked({ row }: { row: Row }) {
  const { formats } = useLanguage();
  const w = useWords(words).settling;
  if (row.held_out_within === null || row.held_out_windows === 0) {
    return w.unknown;
  }
  const kept = w.within(formats.count(row.held_out_within), formats.count(row.held_out_windows));
  return row.holds === false ? (
    <>
      {kept} <span className="tag tag-bad">{w.broken}</span>
    </>
  ) : (
    kept
  );
}
