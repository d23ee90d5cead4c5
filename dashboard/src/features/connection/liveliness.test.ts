import { describe, expect, it } from "vitest";
import { type LiveState, UNKNOWN } from "../../api/live-state";
import { sections } from "../../testing/sections";
import { ageSeconds, livelinessOf, STALE_AFTER_SECONDS } from "./liveliness";

const FRESH = Date.parse("2026-11-24T15:00:00Z");
const OPEN: LiveState = { ...UNKNOWN, connection: { state: "open" }, sections: sections() };
const { meta } = sections();

function status(given: "live" | "degraded", fresh_as_of: string | null) {
  return { status: given, fresh_as_of, ingest_seq: 1, server_time: "2026-11-24T15:00:00Z", message: "" };
}

describe("liveliness", () => {
  it("is live while batches come in and stale when they stop", () => {
    expect(livelinessOf(OPEN, FRESH + 1000)).toBe("live");
    expect(livelinessOf(OPEN, FRESH + (STALE_AFTER_SECONDS + 1) * 1000)).toBe("stale");
  });

  it("is warming up until the first batch", () => {
    const cold = {
      ...OPEN,
      sections: sections({ meta: { ...meta, fresh_as_of: null, status: "warming up" } }),
    };
    expect(livelinessOf(cold, FRESH)).toBe("warming-up");
  });

  it("tells trouble of the lake and of the connection apart", () => {
    expect(livelinessOf({ ...OPEN, status: status("degraded", null) }, FRESH)).toBe("degraded");
    expect(livelinessOf({ ...OPEN, connection: { state: "waiting", retryAt: FRESH } }, FRESH)).toBe(
      "waiting",
    );
  });

  it("takes the newest word on freshness, whichever frame brought it", () => {
    const state = { ...OPEN, status: status("live", "2026-11-24T15:00:07Z") };
    expect(ageSeconds(state, FRESH + 10_000)).toBe(3);
  });

  it("never counts below zero when clocks disagree", () => {
    expect(ageSeconds(OPEN, FRESH - 5000)).toBe(0);
  });
});
