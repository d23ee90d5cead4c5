import type { components } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformName } from "../../../ui/platform-name";
import { Scrolling } from "../../../ui/scrolling";
import { Empty } from "../../../ui/states";
import { ReportFoot } from "../report-foot";
import { words } from "../words";

type Schemas = components["schemas"];
export type SeenAnswer = { kind: "as-of" } & Schemas["AsOfShape"];
export type KnownAnswer = { kind: "as-known" } & Schemas["KnownShape"];
type Row = { currency: string } & Pick<
  Schemas["MeasuresShape"],
  "revenue" | "gross" | "refunds" | "orders" | "units" | "views"
>;

/** A day's totals by platform, and which numbers they are made of. */
export function TotalsTable({ answer }: { answer: SeenAnswer | KnownAnswer }) {
  const { t, formats } = useLanguage();
  const w = useWords(words).moment;
  return (
    <>
      {answer.results.length === 0 ? (
        <Empty>{w.empty}</Empty>
      ) : (
        <Scrolling label={w.titles[answer.kind]}>
          <table className="table totals">
            <thead>
              <tr>
                <th scope="col">{t.products.platform}</th>
                {[
                  t.revenue.title,
                  w.gross,
                  w.refunds,
                  t.revenue.orders,
                  t.revenue.units,
                  t.revenue.views,
                ].map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.results.map((row) => (
                <tr key={`${row.platform} ${row.currency}`}>
                  <th scope="row">
                    <PlatformName platform={row.platform} />
                  </th>
                  <Cells row={row} />
                </tr>
              ))}
              {answer.totals.map((row) => (
                <tr key={row.currency} className="totals-all">
                  <th scope="row">
                    {w.total} ({row.currency})
                  </th>
                  <Cells row={row} />
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      <ReportFoot receipt={answer.receipt}>
        <MadeOf answer={answer} /> {w.settled(formats.percent(Number(answer.settled)))}
      </ReportFoot>
    </>
  );
}

function Cells({ row }: { row: Row }) {
  const { formats } = useLanguage();
  return (
    <>
      {[row.revenue, row.gross, row.refunds].map((amount, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three amounts of one row, always in this order.
        <td key={index} className="number">
          {formats.money(amount, row.currency)}
        </td>
      ))}
      <td className="number">{formats.count(row.orders)}</td>
      <td className="number">{formats.count(row.units)}</td>
      <td className="number">{formats.count(row.views)}</td>
    </>
  );
}

function MadeOf({ answer }: { answer: SeenAnswer | KnownAnswer }) {
  const { formats } = useLanguage();
  const w = useWords(words).moment;
  if (answer.kind === "as-of") {
    const published = answer.publication?.published_at;
    const origin = published ? w.inEffect(formats.dateTime(new Date(published))) : w.unpublished;
    return answer.method === "recounted" ? `${origin} ${w.recounted}` : origin;
  }
  const { ingest_seq: seq, ingested_at: at } = answer.known;
  return at ? w.batch(formats.count(seq), formats.dateTime(new Date(at))) : w.noBatch;
}
