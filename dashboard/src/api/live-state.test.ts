import { describe, expect, it } from "vitest";
import { minute } from "../testing/rows";
import { alert, sections } from "../testing/sections";
import { applyFrame, type LiveState, UNKNOWN } from "./live-state";
import type { Frame } from "./model";

const NOW = Date.parse("2026-11-24T15:00:00Z");

function stateAfter(...frames: Frame[]): LiveState {
  return frames.reduce((state, frame) => applyFrame(state, frame, NOW), UNKNOWN);
}

const rows = ["2026-11-24T13:00:00Z", "2026-11-24T13:01:00Z"].map((start) =>
  minute(start, { revenue: "1.00" }),
);
const chart = { from: "2026-11-24T13:00:00Z", to: "2026-11-24T15:00:00Z", settled: "0.0000", results: rows };

describe("live state", () => {
  it("is what the snapshot says", () => {
    const data = sections();
    expect(stateAfter({ type: "snapshot", seq: 1, data }).sections).toEqual(data);
  });

  it("takes over the sections that an update brings and keeps the others", () => {
    const state = stateAfter(
      { type: "snapshot", seq: 1, data: sections({ chart }) },
      { type: "update", seq: 2, data: { stock: { threshold: 10, products: 7, low_products: 0, low: [] } } },
    );
    expect(state.sections?.stock.products).toBe(7);
    expect(state.sections?.chart).toEqual(chart);
  });

  it("replaces a chart's row by its minute, platform and currency, and drops those before the new start", () => {
    const changed = minute("2026-11-24T13:01:00Z", { revenue: "5.00" });
    const added = minute("2026-11-24T13:01:00Z", { platform: "shopee", revenue: "2.00" });
    const state = stateAfter(
      { type: "snapshot", seq: 1, data: sections({ chart }) },
      {
        type: "update",
        seq: 2,
        data: { chart: { ...chart, from: "2026-11-24T13:01:00Z", results: [changed, added] } },
      },
    );
    expect(state.sections?.chart.results).toEqual([changed, added]);
  });

  it("puts a new alert first, once", () => {
    const first = alert({ alert_id: "a" });
    const second = alert({ alert_id: "b" });
    const state = stateAfter(
      { type: "snapshot", seq: 1, data: sections({ alerts: { latest: [first] } }) },
      { type: "alert", seq: 2, data: second },
      { type: "alert", seq: 2, data: second },
    );
    expect(state.sections?.alerts.latest.map((each) => each.alert_id)).toEqual(["b", "a"]);
    expect(state.arrived).toEqual(second);
  });

  it("learns from a status how far the server's clock is ahead", () => {
    const data = {
      status: "live" as const,
      fresh_as_of: null,
      ingest_seq: 0,
      server_time: "2026-11-24T15:00:02.500Z",
      message: "",
    };
    expect(stateAfter({ type: "status", seq: 1, data }).clockAhead).toBe(2500);
  });

  it("waits for a snapshot before it believes an update", () => {
    expect(stateAfter({ type: "update", seq: 2, data: {} }).sections).toBeUndefined();
  });
});
