import { describe, expect, it } from "vitest";
import { waitBefore } from "./backoff";

describe("the wait before a new attempt", () => {
  it("doubles and stops growing", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 100].map((attempt) => waitBefore(attempt, () => 1));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  });

  it("is random in its upper half", () => {
    expect(waitBefore(2, () => 0)).toBe(1000);
    expect(waitBefore(2, () => 0.5)).toBe(1500);
  });
});
