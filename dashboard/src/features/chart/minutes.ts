import { MAIN_CURRENCY, PLATFORMS, type WindowRow } from "../../api/model";
import { type Money, sumMoney } from "../../format/money";

export const MINUTE_MS = 60_000;
export const MINUTES_SHOWN = 120;

/** One minute of the chart: net revenue of each platform (in the order of PLATFORMS) and of all of them. */
export interface Minute {
  start: number;
  amounts: Money[];
  total: Money;
  orders: number;
  /** Not everything that happened in it may have arrived: the newest batch is older than its end. */
  provisional: boolean;
}

/** Start of the minute that contains the moment. */
export function minuteOf(moment: number): number {
  return Math.floor(moment / MINUTE_MS) * MINUTE_MS;
}

/** Where a minute is drawn: its middle, in the seconds that the chart counts. */
export function middleOf(minute: Minute): number {
  return (minute.start + MINUTE_MS / 2) / 1000;
}

/**
 * The last two hours, minute by minute, the one of `now` at the end; a minute without sales is there with zero.
 *
 * Only the main currency is drawn: a bar cannot stack what must not be added.
 */
export function lastMinutes(rows: readonly WindowRow[], now: number, freshAsOf: number): Minute[] {
  const byMinute = new Map<number, WindowRow[]>();
  for (const row of rows) {
    if (row.currency === MAIN_CURRENCY) {
      const start = Date.parse(row.window_start);
      byMinute.set(start, [...(byMinute.get(start) ?? []), row]);
    }
  }
  const newest = minuteOf(now);
  return Array.from({ length: MINUTES_SHOWN }, (_, index) => {
    const start = newest - (MINUTES_SHOWN - 1 - index) * MINUTE_MS;
    const found = byMinute.get(start) ?? [];
    return {
      start,
      amounts: PLATFORMS.map((platform) =>
        sumMoney(found.filter((row) => row.platform === platform).map((row) => row.revenue)),
      ),
      total: sumMoney(found.map((row) => row.revenue)),
      orders: found.reduce((sum, row) => sum + row.orders, 0),
      provisional: start + MINUTE_MS > freshAsOf,
    };
  });
}
