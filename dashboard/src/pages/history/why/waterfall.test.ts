import { describe, expect, it } from "vitest";
import { changeOf, layOut, type Waterfall } from "./waterfall";

const COUNTS = { gross: "0.00", refunds: "0.00", orders: 0, units: 0, views: 0, events: 1 };

function waterfall(
  start: string,
  changes: [cause: Waterfall["bars"][number]["cause"], revenue: string][],
  end: string,
): Waterfall {
  return {
    currency: "BRL",
    start: { ...COUNTS, currency: "BRL", revenue: start },
    bars: changes.map(([cause, revenue]) => ({ ...COUNTS, cause, revenue, events_url: "http://hub/events" })),
    end: { ...COUNTS, currency: "BRL", revenue: end },
  };
}

describe("a waterfall", () => {
  const some = waterfall(
    "1300.00",
    [
      ["late", "100.00"],
      ["refund", "-52.04"],
    ],
    "1347.96",
  );

  it("says exactly how much the number moved", () => {
    expect(changeOf(some)).toBe("47.96");
    expect(changeOf(waterfall("-10.10", [], "-10.30"))).toBe("-0.20");
  });

  it("begins each bar where the one before it ended", () => {
    const { start, bars, end } = layOut(some);
    const right = (span = start) => span.from + span.width;
    expect(bars[0]?.from).toBeCloseTo(right(start));
    expect(right(bars[1])).toBeCloseTo(right(bars[0]));
    expect(bars[1]?.from).toBeCloseTo(right(end));
  });

  it("cuts the axis only where the changes would not be seen", () => {
    expect(layOut(waterfall("1000000.00", [["late", "1.00"]], "1000001.00")).isCut).toBe(true);
    expect(layOut(waterfall("0.00", [["late", "1.00"]], "1.00")).isCut).toBe(false);
  });

  it("stays within its width, whatever it is made of", () => {
    const given = [
      waterfall("0.00", [], "0.00"),
      waterfall("5.00", [], "5.00"),
      waterfall("10.00", [["cancellation", "-30.00"]], "-20.00"),
      waterfall("-5.00", [["late", "0.01"]], "-4.99"),
    ];
    for (const { start, bars, end } of given.map(layOut)) {
      for (const { from, width } of [start, ...bars, end]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from + width).toBeLessThanOrEqual(1000.001);
      }
    }
  });
});
