import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { words } from "../words";
import { layOut, type Span, type Waterfall } from "./waterfall";

interface WaterfallTableProps {
  waterfall: Waterfall;
  at: string;
  later: string;
  chosen: string | undefined;
  onChoose(cause: string | undefined): void;
}

/** The waterfall: a picture whose every bar is a row of a table, so that it is read out as it is seen. */
export function WaterfallTable({ waterfall, at, later, chosen, onChoose }: WaterfallTableProps) {
  const { t, formats } = useLanguage();
  const w = useWords(words).why;
  const { currency, start, bars, end } = waterfall;
  const drawing = layOut(waterfall);
  return (
    <table className="table waterfall">
      <caption className="table-caption">
        {w.caption}. {drawing.isCut && w.cut}
      </caption>
      <thead>
        <tr>
          <th scope="col">{w.cause}</th>
          <th scope="col" className="number">
            {w.events}
          </th>
          <td className="waterfall-track" />
          <th scope="col" className="number">
            {w.revenue}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="waterfall-total">
          <th scope="row">{w.start(at)}</th>
          <td className="number">{formats.count(start.events)}</td>
          <Track span={drawing.start} kind="total" />
          <td className="number">{formats.money(start.revenue, currency)}</td>
        </tr>
        {bars.map((bar, index) => {
          const name = t.reconciliation.cause[bar.cause] ?? bar.cause;
          return (
            <tr key={bar.cause} className="waterfall-bar">
              <th scope="row">
                <button
                  type="button"
                  className="text-button"
                  aria-expanded={bar.cause === chosen}
                  onClick={() => onChoose(bar.cause === chosen ? undefined : bar.cause)}
                >
                  {name}
                  <span className="visually-hidden">, {w.showEvents(name)}</span>
                </button>
                <span className="waterfall-explains">{w.explains[bar.cause]}</span>
              </th>
              <td className="number">{formats.count(bar.events)}</td>
              <Track span={drawing.bars[index]} kind={bar.revenue.startsWith("-") ? "less" : "more"} />
              <td className="number">{formats.change(bar.revenue, currency)}</td>
            </tr>
          );
        })}
        <tr className="waterfall-total">
          <th scope="row">{w.end(later)}</th>
          <td className="number">{formats.count(end.events)}</td>
          <Track span={drawing.end} kind="total" />
          <td className="number">{formats.money(end.revenue, currency)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Track({ span, kind }: { span: Span | undefined; kind: "total" | "more" | "less" }) {
  return (
    <td className="waterfall-track">
      <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
        {span && <rect className={`waterfall-${kind}-fill`} x={span.from} width={span.width} height="1" />}
      </svg>
    </td>
  );
}
