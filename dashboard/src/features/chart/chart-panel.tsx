import { lazy, Suspense, useMemo, useState } from "react";
import { MAIN_CURRENCY, PLATFORMS, type WindowRow } from "../../api/model";
import { sumMoney, toCents } from "../../format/money";
import { useLanguage } from "../../i18n/language-context";
import { Panel } from "../../ui/panel";
import { ChartLegend } from "./chart-legend";
import { ChartTwin } from "./chart-table";
import { lastMinutes, type Minute, minuteOf } from "./minutes";
import "./chart.css";

// The numbers do not wait for the library that draws them.
const ChartCanvas = lazy(() => import("./chart-canvas"));

interface ChartPanelProps {
  rows: readonly WindowRow[];
  /** When the newest whole batch came in. */
  freshAsOf: number;
  /** The server's clock. */
  now: number;
  /** The moment up to which the batch view answers. */
  seam: number | undefined;
}

/** Two hours of revenue: a picture, a slider that reads it out minute by minute, and a table. */
export function ChartPanel({ rows, freshAsOf, now, seam }: ChartPanelProps) {
  const { t, formats } = useLanguage();
  const openMinute = minuteOf(now);
  const minutes = useMemo(() => lastMinutes(rows, openMinute, freshAsOf), [rows, openMinute, freshAsOf]);
  const [hovered, setHovered] = useState<number | null>(null);
  const [scrubbed, setScrubbed] = useState<number | null>(null);

  const last = minutes.length - 1;
  const index = Math.min(last, scrubbed ?? hovered ?? last);
  const minute = minutes[index];
  const isEmpty = minutes.every((each) => each.amounts.every((amount) => toCents(amount) === 0n));
  const seamText = seam === undefined ? "" : `${t.chart.seam} (${formats.time(new Date(seam))}).`;

  return (
    <Panel title={t.chart.title} className="chart-panel">
      {minute && <ChartLegend minute={minute} />}
      {isEmpty && <p className="chart-empty">{t.chart.empty}</p>}
      <Suspense fallback={<div className="chart-canvas" />}>
        <ChartCanvas
          label={`${t.chart.title}. ${useDescription(minutes)} ${seamText}`}
          minutes={minutes}
          seam={seam}
          seamLabel={t.chart.seamShort}
          formats={formats}
          pointed={scrubbed}
          onPoint={setHovered}
        />
      </Suspense>
      <input
        type="range"
        className="chart-slider"
        min={0}
        max={last}
        value={index}
        aria-label={t.chart.slider}
        aria-valuetext={minute && describeMinute(minute)}
        onChange={(event) => setScrubbed(Number(event.currentTarget.value))}
        onBlur={() => setScrubbed(null)}
      />
      <ChartTwin minutes={minutes} />
    </Panel>
  );

  function describeMinute({ start, total, amounts, provisional }: Minute): string {
    const parts = PLATFORMS.map(
      (platform, at) => `${t.platforms[platform]} ${formats.money(amounts[at] ?? "0.00", MAIN_CURRENCY)}`,
    );
    const openText = provisional ? `, ${t.revenue.provisional}` : "";
    return `${formats.time(new Date(start))}${openText}: ${formats.money(total, MAIN_CURRENCY)}. ${parts.join(", ")}`;
  }
}

function useDescription(minutes: readonly Minute[]): string {
  const { t, formats } = useLanguage();
  return useMemo(() => {
    const best = minutes.reduce<Minute | undefined>(
      (top, each) => (top && toCents(top.total) >= toCents(each.total) ? top : each),
      undefined,
    );
    if (!best || toCents(best.total) <= 0n) {
      return t.chart.empty;
    }
    const total = formats.money(sumMoney(minutes.map((each) => each.total)), MAIN_CURRENCY);
    return t.chart.describe(
      total,
      formats.money(best.total, MAIN_CURRENCY),
      formats.time(new Date(best.start)),
    );
  }, [minutes, t, formats]);
}
