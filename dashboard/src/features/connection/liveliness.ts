import type { LiveState } from "../../api/live-state";

/** What the page says of its numbers: are they live, and if not, why. */
export type Liveliness = "connecting" | "warming-up" | "live" | "stale" | "degraded" | "waiting" | "refused";

export const STALE_AFTER_SECONDS = 30;

/** When the newest whole batch came in (milliseconds since the epoch), as the newest frame says. */
export function freshAsOf({ sections, status }: LiveState): number | undefined {
  const moments = [sections?.meta.fresh_as_of, status?.fresh_as_of].flatMap((text) =>
    text ? [Date.parse(text)] : [],
  );
  return moments.length > 0 ? Math.max(...moments) : undefined;
}

/** Seconds since the newest whole batch by the server's clock; nothing before the first. */
export function ageSeconds(state: LiveState, serverNow: number): number | undefined {
  const fresh = freshAsOf(state);
  return fresh === undefined ? undefined : Math.max(0, (serverNow - fresh) / 1000);
}

export function livelinessOf(state: LiveState, serverNow: number): Liveliness {
  const { connection, sections, status } = state;
  if (connection.state !== "open") {
    return connection.state;
  }
  if (!sections) {
    return "connecting";
  }
  if (status?.status === "degraded") {
    return "degraded";
  }
  const age = ageSeconds(state, serverNow);
  if (age === undefined) {
    return "warming-up";
  }
  return age > STALE_AFTER_SECONDS ? "stale" : "live";
}
