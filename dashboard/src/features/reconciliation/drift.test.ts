import { describe, expect, it } from "vitest";
import { causesOf } from "./drift";

describe("the causes of drift", () => {
  it("are those that moved money", () => {
    expect(causesOf({ duplicate: "-12.30", late: "0.00", conflict: { revenue: "4.00", events: 1 } })).toEqual(
      [
        { cause: "duplicate", revenue: "-12.30" },
        { cause: "conflict", revenue: "4.00" },
      ],
    );
  });

  it("are none before the first reconciliation", () => {
    expect(causesOf(null)).toEqual([]);
  });
});
