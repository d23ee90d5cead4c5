import type { Measures, PlatformSums } from "../../api/model";
import { sumMoney } from "../../format/money";

const NOTHING: Measures = { revenue: "0.00", gross: "0.00", refunds: "0.00", orders: 0, units: 0, views: 0 };

/** Exact sum of rows of one currency. */
export function addUp(rows: readonly Measures[]): Measures {
  if (rows.length === 0) {
    return NOTHING;
  }
  const count = (name: "orders" | "units" | "views") => rows.reduce((total, row) => total + row[name], 0);
  return {
    revenue: sumMoney(rows.map((row) => row.revenue)),
    gross: sumMoney(rows.map((row) => row.gross)),
    refunds: sumMoney(rows.map((row) => row.refunds)),
    orders: count("orders"),
    units: count("units"),
    views: count("views"),
  };
}

/** The sums of one platform, or of all of them, in one currency. */
export function sumsOf(rows: readonly PlatformSums[], currency: string, platform?: string): Measures {
  return addUp(
    rows.filter((row) => row.currency === currency && (platform === undefined || row.platform === platform)),
  );
}

/** The currencies other than `main` that occur, each with its revenue: shown apart, never added. */
export function otherCurrencies(
  rows: readonly PlatformSums[],
  main: string,
): [currency: string, revenue: string][] {
  const others = new Set(rows.map((row) => row.currency).filter((currency) => currency !== main));
  return [...others].sort().map((currency) => [currency, sumsOf(rows, currency).revenue]);
}
