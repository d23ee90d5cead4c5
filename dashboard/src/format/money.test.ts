import { describe, expect, it } from "vitest";
import { fromCents, permille, sumMoney, toCents } from "./money";

describe("money", () => {
  it("sums amounts that floats would get wrong", () => {
    expect(sumMoney(["0.10", "0.20"])).toBe("0.30");
    expect(sumMoney(["9007199254740993.01", "0.01"])).toBe("9007199254740993.02");
  });

  it("keeps the sign of a net amount below zero", () => {
    expect(sumMoney(["10.00", "-10.05"])).toBe("-0.05");
  });

  it("reads amounts without a fraction and with one digit of it", () => {
    expect(toCents("7")).toBe(700n);
    expect(toCents("7.5")).toBe(750n);
  });

  it("gives back what it has read", () => {
    for (const amount of ["0.00", "0.07", "-0.07", "1234.56", "-98765432109876543.21"]) {
      expect(fromCents(toCents(amount))).toBe(amount);
    }
  });

  it("refuses text that is no amount", () => {
    for (const text of ["", "abc", "1.234", "1e3", "NaN"]) {
      expect(() => toCents(text)).toThrow(RangeError);
    }
  });

  it("gives no share of an empty or negative whole", () => {
    expect(permille("1.00", "0.00")).toBe(0);
    expect(permille("1.00", "-2.00")).toBe(0);
    expect(permille("1.00", "3.00")).toBe(333);
  });
});
