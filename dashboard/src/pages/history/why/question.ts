import { addDays, dayOf, startOf } from "../../../format/zone";

/** Between which moments the number of which period is compared; what the address holds. */
export interface Question {
  period_from: string;
  period_to: string;
  from_at: string;
  to_at: string;
  platform?: string;
}

const MOMENTS = ["period_from", "period_to", "from_at", "to_at"] as const;

/** Reads a question from an address; nothing when one of its moments is missing or is none. */
export function questionOf(search: URLSearchParams): Question | undefined {
  const read = MOMENTS.map((name) => search.get(name) ?? "");
  const [period_from = "", period_to = "", from_at = "", to_at = ""] = read;
  if (read.some((text) => Number.isNaN(Date.parse(text)))) {
    return undefined;
  }
  const platform = search.get("platform");
  return { period_from, period_to, from_at, to_at, ...(platform && { platform }) };
}

export function addressOf(question: Question): string {
  return `/history/why?${new URLSearchParams({ ...question })}`;
}

/** What was seen when a day had ended, compared with what is seen now. */
export function questionAboutDay(day: string, zone: string, now: Date): Question {
  const end = startOf(addDays(day, 1), zone).toISOString();
  return {
    period_from: startOf(day, zone).toISOString(),
    period_to: end,
    from_at: end,
    to_at: now.toISOString(),
  };
}

const DAYS_OFFERED = 7;

/** The last days that have ended, the newest first. */
export function lastDays(zone: string, now: Date): string[] {
  const today = dayOf(now, zone);
  return Array.from({ length: DAYS_OFFERED }, (_, index) => addDays(today, -1 - index));
}

/** The one day that the period is, if it is one. */
export function dayOfPeriod({ period_from, period_to }: Question, zone: string): string | undefined {
  const day = dayOf(new Date(period_from), zone);
  const isWhole =
    startOf(day, zone).getTime() === Date.parse(period_from) &&
    startOf(addDays(day, 1), zone).getTime() === Date.parse(period_to);
  return isWhole ? day : undefined;
}
