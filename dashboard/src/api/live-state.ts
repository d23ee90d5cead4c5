import type { Alert, Frame, Sections, Status } from "./model";
import type { Connection } from "./socket";

/** What the page knows at one moment. */
export interface LiveState {
  connection: Connection;
  /** Nothing until the first snapshot. */
  sections: Sections | undefined;
  status: Status | undefined;
  /** The newest alert that arrived while the page was open: the one to be read out. */
  arrived: Alert | undefined;
  /** Milliseconds by which the server's clock is ahead of this one. */
  clockAhead: number;
}

export const UNKNOWN: LiveState = {
  connection: { state: "connecting" },
  sections: undefined,
  status: undefined,
  arrived: undefined,
  clockAhead: 0,
};

const ALERTS_KEPT = 20;

/** The state after a frame; `receivedAt` is this machine's clock. */
export function applyFrame(state: LiveState, frame: Frame, receivedAt: number): LiveState {
  switch (frame.type) {
    case "snapshot":
      return { ...state, sections: frame.data };
    case "update":
      return state.sections ? { ...state, sections: mergeSections(state.sections, frame.data) } : state;
    case "alert":
      return state.sections
        ? { ...state, sections: withAlert(state.sections, frame.data), arrived: frame.data }
        : state;
    case "status":
      return { ...state, status: frame.data, clockAhead: Date.parse(frame.data.server_time) - receivedAt };
  }
}

function mergeSections(held: Sections, changed: Partial<Sections>): Sections {
  const merged = { ...held, ...changed };
  return changed.chart ? { ...merged, chart: mergeChart(held.chart, changed.chart) } : merged;
}

/** Drops what has left the two hours, and puts each new row in the place of the same minute, platform and currency. */
function mergeChart(held: Sections["chart"], changed: Sections["chart"]): Sections["chart"] {
  const rows = new Map(held.results.map((row) => [keyOf(row), row]));
  for (const row of changed.results) {
    rows.set(keyOf(row), row);
  }
  const from = Date.parse(changed.from);
  return { ...changed, results: [...rows.values()].filter((row) => Date.parse(row.window_start) >= from) };
}

function keyOf(row: Sections["chart"]["results"][number]): string {
  return `${row.window_start} ${row.platform} ${row.currency}`;
}

function withAlert(held: Sections, alert: Alert): Sections {
  const others = held.alerts.latest.filter((each) => each.alert_id !== alert.alert_id);
  return { ...held, alerts: { latest: [alert, ...others].slice(0, ALERTS_KEPT) } };
}
