import type { components } from "../../../api/rest";
import { type Money, sumMoney, toPixels } from "../../../format/money";

export type Waterfall = components["schemas"]["WaterfallShape"];
export type Bar = components["schemas"]["BarShape"];

/** Where something is drawn, in thousandths of the width. */
export interface Span {
  from: number;
  width: number;
}

export interface Drawing {
  start: Span;
  bars: Span[];
  end: Span;
  /** The left edge is not zero. */
  isCut: boolean;
}

const WIDTH = 1000;
/** Free room on either side of the changes, as a share of their extent. */
const ROOM = 0.35;
const THINNEST = 3;

/** How much each cause moved, and the sum of all; exact. */
export function changeOf({ start, end }: Waterfall): Money {
  const negated = start.revenue.startsWith("-") ? start.revenue.slice(1) : `-${start.revenue}`;
  return sumMoney([end.revenue, negated]);
}

/**
 * Lays a waterfall out: each bar begins where the one before it ended.
 *
 * A change is often a thousandth of the number: the axis is then cut so that the changes take most of the width.
 */
export function layOut({ start, bars, end }: Waterfall): Drawing {
  const reached = [toPixels(start.revenue)];
  for (const bar of bars) {
    reached.push((reached.at(-1) ?? 0) + toPixels(bar.revenue));
  }
  const [low, high] = [Math.min(...reached), Math.max(...reached)];
  const room = (high - low) * ROOM || Math.abs(high) * ROOM || 1;
  const isCut = low - room > 0;
  const left = isCut ? low - room : Math.min(0, low);
  const right = Math.max(high + (isCut ? room : 0), 0);
  const at = (value: number) => (WIDTH * (value - left)) / (right - left || 1);
  const between = (one: number, other: number): Span => {
    const width = Math.max(THINNEST, Math.abs(at(one) - at(other)));
    return { from: Math.min(at(one), at(other), WIDTH - width), width };
  };
  const base = Math.max(0, left);
  return {
    start: between(base, toPixels(start.revenue)),
    bars: bars.map((_, index) => between(reached[index] ?? 0, reached[index + 1] ?? 0)),
    end: between(base, toPixels(end.revenue)),
    isCut,
  };
}
