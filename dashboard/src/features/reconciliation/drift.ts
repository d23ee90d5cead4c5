import type { Money } from "../../format/money";

export interface Cause {
  cause: string;
  revenue: Money;
}

const AMOUNT = /^-?\d+\.\d{2}$/;

/** The causes that moved money, from the publication's drift: an object of cause → amount, or → `{revenue: amount}`. */
export function causesOf(drift: unknown): Cause[] {
  if (typeof drift !== "object" || drift === null) {
    return [];
  }
  return Object.entries(drift).flatMap(([cause, value]) => {
    const revenue: unknown = typeof value === "object" && value !== null ? value.revenue : value;
    const moved = typeof revenue === "string" && AMOUNT.test(revenue) && !/^-?0+\.00$/.test(revenue);
    return moved ? [{ cause, revenue }] : [];
  });
}
