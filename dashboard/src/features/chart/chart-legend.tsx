import { MAIN_CURRENCY, PLATFORMS } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { PlatformName } from "../../ui/platform-name";
import type { Minute } from "./minutes";

/** Names the colours and reads out the minute under the pointer, or the open one. */
export function ChartLegend({ minute }: { minute: Minute }) {
  const { t, formats } = useLanguage();
  return (
    <dl className="chart-legend">
      <div className="chart-legend-minute">
        <dt>
          <time dateTime={new Date(minute.start).toISOString()}>{formats.time(new Date(minute.start))}</time>
          {minute.provisional && <span className="tag tag-provisional">{t.revenue.provisional}</span>}
        </dt>
        <dd>{formats.money(minute.total, MAIN_CURRENCY)}</dd>
      </div>
      {PLATFORMS.map((platform, index) => (
        <div key={platform}>
          <dt>
            <PlatformName platform={platform} />
          </dt>
          <dd>{formats.money(minute.amounts[index] ?? "0.00", MAIN_CURRENCY)}</dd>
        </div>
      ))}
    </dl>
  );
}
