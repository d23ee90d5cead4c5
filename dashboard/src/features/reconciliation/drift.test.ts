import { describe, expect, it } from "vitest";
import { readDrift } from "./drift";

const repeat = { cause: "beyond_horizon", platform: "amazon", currency: "BRL", revenue: "12.30" };

describe("drift", () => {
  it("adds each cause up over the platforms, each currency apart", () => {
    const causes = [
      repeat,
      { ...repeat, platform: "shopee", revenue: "0.70" },
      { ...repeat, currency: "USD", revenue: "2.00" },
    ];
    expect(readDrift({ matches: false, causes })).toEqual({
      matches: false,
      causes: [
        { cause: "beyond_horizon", currency: "BRL", revenue: "13.00" },
        { cause: "beyond_horizon", currency: "USD", revenue: "2.00" },
      ],
    });
  });

  it("counts money once that two tables tell of", () => {
    const causes = [
      { ...repeat, view: "speed/sales" },
      { ...repeat, view: "speed/products" },
    ];
    expect(readDrift({ matches: false, causes }).causes[0]?.revenue).toBe("12.30");
  });

  it("leaves out causes that moved no money", () => {
    expect(readDrift({ matches: false, causes: [{ ...repeat, revenue: "0.00" }] }).causes).toEqual([]);
  });

  it("matches only when it says so", () => {
    expect(readDrift({ matches: true, causes: [] }).matches).toBe(true);
    expect(readDrift(null).matches).toBe(false);
    expect(readDrift({}).matches).toBe(false);
  });
});
