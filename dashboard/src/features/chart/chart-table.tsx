import { useState } from "react";
import { MAIN_CURRENCY, PLATFORMS } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import type { Minute } from "./minutes";

/** The chart's twin: the same numbers, to the cent, for reading, searching and copying. */
export function ChartTwin({ minutes }: { minutes: readonly Minute[] }) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="chart-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.chart.showTable}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="chart-twin-scroll" aria-label={t.chart.caption} tabIndex={0}>
          <ChartTable minutes={minutes} />
        </section>
      )}
    </details>
  );
}

function ChartTable({ minutes }: { minutes: readonly Minute[] }) {
  const { t, formats } = useLanguage();
  return (
    <table className="table">
      <caption className="visually-hidden">{t.chart.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.chart.minute}</th>
          <th scope="col" className="number">
            {t.chart.total}
          </th>
          {PLATFORMS.map((platform) => (
            <th key={platform} scope="col" className="number">
              {t.platforms[platform]}
            </th>
          ))}
          <th scope="col" className="number">
            {t.revenue.orders}
          </th>
        </tr>
      </thead>
      <tbody>
        {minutes.toReversed().map((minute) => (
          <tr key={minute.start}>
            <th scope="row">
              {formats.time(new Date(minute.start))}
              {minute.provisional && <span className="tag tag-provisional">{t.revenue.provisional}</span>}
            </th>
            <td className="number">{formats.money(minute.total, MAIN_CURRENCY)}</td>
            {PLATFORMS.map((platform, index) => (
              <td key={platform} className="number">
                {formats.money(minute.amounts[index] ?? "0.00", MAIN_CURRENCY)}
              </td>
            ))}
            <td className="number">{formats.count(minute.orders)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
