import { describe, expect, it } from "vitest";
import { findingsOf, type Publication, totalsByCause } from "./findings";

function publication(publication_id: string, verdict = "passed"): Publication {
  return {
    publication_id,
    published_at: "2026-11-24T06:01:12.000Z",
    seam: 40,
    batch_version: 1,
    batch_products_version: 1,
    silver_version: 1,
    verdict,
    in_effect: false,
    actor: "reconcile",
    reason: "",
  };
}

function run(publication_id: string, revenue: string) {
  const cause = { cause: "beyond_horizon", platform: "amazon", currency: "BRL", revenue };
  return {
    publication_id,
    published_at: "2026-11-24T06:01:12.000Z",
    seam: 40,
    verdict: "passed",
    events: 9,
    drift: { matches: false, causes: [cause] },
    checks: [{ name: "hash_chain_holds", passed: true, found: {} }],
  };
}

describe("findings", () => {
  it("stand with the publication of their run", () => {
    const [first, second] = findingsOf([publication("a"), publication("b")], [run("b", "1.00")]);
    expect(first?.checks).toEqual([]);
    expect(second?.events).toBe(9);
    expect(second?.causes).toHaveLength(1);
  });

  it("are added up by cause, exactly, a rolled back publication not twice", () => {
    const findings = findingsOf(
      [publication("a"), publication("b"), publication("c", "rolled_back")],
      [run("a", "0.10"), run("b", "0.20"), run("c", "0.10")],
    );
    expect(totalsByCause(findings)).toEqual([
      { cause: "beyond_horizon", currency: "BRL", revenue: "0.30", runs: 2 },
    ]);
  });
});
