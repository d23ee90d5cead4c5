import { describe, expect, it } from "vitest";
import { sales } from "../../testing/rows";
import { addUp, otherCurrencies, sumsOf } from "./sums";

describe("sums of revenue", () => {
  it("add to the cent", () => {
    const rows = [sales({ revenue: "0.10", orders: 1 }), sales({ revenue: "0.20", orders: 2 })];
    expect(addUp(rows)).toMatchObject({ revenue: "0.30", orders: 3 });
  });

  it("of no rows are zero", () => {
    expect(addUp([]).revenue).toBe("0.00");
  });

  it("never mix currencies", () => {
    const rows = [
      sales({ revenue: "10.00" }),
      sales({ revenue: "7.00", currency: "USD" }),
      sales({ revenue: "5.00", currency: "USD", platform: "shopee" }),
    ];
    expect(sumsOf(rows, "BRL").revenue).toBe("10.00");
    expect(sumsOf(rows, "USD", "shopee").revenue).toBe("5.00");
    expect(otherCurrencies(rows, "BRL")).toEqual([["USD", "12.00"]]);
  });
});
