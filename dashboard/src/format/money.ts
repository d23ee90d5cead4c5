/**
 * Money as the API sends it: a decimal string with two places ("1234.56").
 *
 * It never passes through a binary floating-point number: sums are made in whole cents, and `Intl` reads the
 * text itself.
 */
export type Money = string;

const SHAPE = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** Cents of an amount. Throws when the text is no amount with at most two decimal places. */
export function toCents(amount: Money): bigint {
  const parts = SHAPE.exec(amount);
  if (!parts) {
    throw new RangeError(`"${amount}" is not an amount with at most two decimal places.`);
  }
  const [, sign, whole = "0", fraction = ""] = parts;
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
  return sign ? -cents : cents;
}

/** The amount of so many cents, with two decimal places. */
export function fromCents(cents: bigint): Money {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Exact sum of amounts of one currency. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let cents = 0n;
  for (const amount of amounts) {
    cents += toCents(amount);
  }
  return fromCents(cents);
}

/** An approximation that is good enough for a pixel and for nothing else. */
export function toPixels(amount: Money): number {
  return Number(amount);
}

/** Part of the whole in thousandths, 0 when there is no whole: for bars and percentages. */
export function permille(part: Money, whole: Money): number {
  const total = toCents(whole);
  return total > 0n ? Number((toCents(part) * 1000n) / total) : 0;
}
