import type { components } from "../../../api/rest";
import { startOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformName } from "../../../ui/platform-name";
import { Scrolling } from "../../../ui/scrolling";
import { Empty } from "../../../ui/states";
import { ReportFoot } from "../report-foot";
import { words } from "../words";

type Schemas = components["schemas"];
type Sums = Schemas["BasisSumsShape"];

/** What was taken back, by its own date and by that of its sale, and what that makes of revenue. */
export function RefundsTable({ answer }: { answer: Schemas["RefundsShape"] }) {
  const { t, formats, zone } = useLanguage();
  const all = useWords(words);
  const w = all.refunds;
  if (answer.results.length === 0) {
    return <Empty>{w.empty}</Empty>;
  }
  const isByDay = answer.results.some((row) => row.day !== null);
  const unmatched = answer.totals.filter((total) => total.unmatched_events > 0);
  return (
    <>
      <Scrolling label={w.title}>
        <table className="table totals">
          <thead>
            <tr>
              {isByDay && <th scope="col">{w.day}</th>}
              <th scope="col">{t.products.platform}</th>
              {[all.moment.gross, w.byRefundDate, w.bySaleDate, w.revenue, w.difference].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.results.map((row) => (
              <tr key={`${row.day} ${row.platform} ${row.currency}`}>
                {isByDay && <td className="moment-day">{row.day && formats.date(startOf(row.day, zone))}</td>}
                <th scope="row">
                  <PlatformName platform={row.platform} />
                </th>
                <Cells sums={row} />
              </tr>
            ))}
            {answer.totals.map((total) => (
              <tr key={total.currency} className="totals-all">
                <th scope="row" colSpan={isByDay ? 2 : 1}>
                  {all.moment.total} ({total.currency})
                </th>
                <Cells sums={total} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <ReportFoot receipt={answer.receipt}>
        {unmatched.map((total) => (
          <span key={total.currency}>
            {w.unmatched(
              formats.money(total.unmatched, total.currency),
              formats.count(total.unmatched_events),
            )}{" "}
          </span>
        ))}
        {all.moment.settled(formats.percent(Number(answer.settled)))}
      </ReportFoot>
    </>
  );
}

function Cells({ sums }: { sums: Sums }) {
  const { formats } = useLanguage();
  return (
    <>
      <td className="number">{formats.money(sums.gross, sums.currency)}</td>
      <td className="number">{formats.money(sums.refunds_by_refund_date, sums.currency)}</td>
      <td className="number">{formats.money(sums.refunds_by_sale_date, sums.currency)}</td>
      <td className="number">{formats.money(sums.revenue, sums.currency)}</td>
      <td className="number">{formats.change(sums.difference, sums.currency)}</td>
    </>
  );
}
