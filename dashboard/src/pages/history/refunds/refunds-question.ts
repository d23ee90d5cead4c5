import type { operations } from "../../../api/rest";
import { addDays, dayOf, isDay, startOf } from "../../../format/zone";

export type Asked = NonNullable<operations["reports_refunds"]["parameters"]["query"]>;

/** Days from the first to the last, both included; what the address holds. */
export interface RefundsQuestion {
  first: string;
  last: string;
  platform: string | undefined;
  isByDay: boolean;
}

const DAYS_SHOWN = 7;
const MOST_DAYS = 31;

/** Reads a question from an address; by default the last days that have ended. */
export function questionOf(search: URLSearchParams, zone: string, now: Date): RefundsQuestion {
  const [first, last] = [search.get("first"), search.get("last")];
  const yesterday = addDays(dayOf(now, zone), -1);
  const end = isDay(last) ? last : yesterday;
  const earliest = addDays(end, 1 - MOST_DAYS);
  let start = isDay(first) && first <= end ? first : addDays(end, 1 - DAYS_SHOWN);
  if (start < earliest) {
    start = earliest;
  }
  return {
    first: start,
    last: end,
    platform: search.get("platform") || undefined,
    isByDay: search.get("group") === "day",
  };
}

export function addressOf({ first, last, platform, isByDay }: RefundsQuestion): Record<string, string> {
  return { first, last, ...(platform && { platform }), ...(isByDay && { group: "day" }) };
}

/** The question as the API is asked. */
export function askedOf({ first, last, platform, isByDay }: RefundsQuestion, zone: string): Asked {
  return {
    from: startOf(first, zone).toISOString(),
    to: startOf(addDays(last, 1), zone).toISOString(),
    ...(platform && { platform: platform as NonNullable<Asked["platform"]> }),
    ...(isByDay && { group: "day" as const }),
  };
}
