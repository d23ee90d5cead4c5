import { type Money, sumMoney, toCents } from "../../format/money";

/** What a reconciliation found between the live sums and the exact ones, as the publication tells it. */
export interface Drift {
  matches: boolean;
  causes: Cause[];
}

/** Revenue that one cause moved, over all platforms. */
export interface Cause {
  cause: string;
  currency: string;
  revenue: Money;
}

interface ReportedCause extends Cause {
  /** The table that differs, where there is more than one account of the same money. */
  view?: string;
}

const OTHER_ACCOUNT = "speed/products";

/** Reads a publication's `drift`. Only one that says so matches: silence is no agreement. */
export function readDrift(drift: unknown): Drift {
  const { matches = false, causes = [] } = (drift ?? {}) as { matches?: boolean; causes?: ReportedCause[] };
  const sums = new Map<string, Cause>();
  for (const { cause, currency, revenue, view } of causes) {
    if (view !== OTHER_ACCOUNT) {
      const key = `${cause} ${currency}`;
      const known = sums.get(key)?.revenue ?? "0.00";
      sums.set(key, { cause, currency, revenue: sumMoney([known, revenue]) });
    }
  }
  return { matches, causes: [...sums.values()].filter((each) => toCents(each.revenue) !== 0n) };
}
