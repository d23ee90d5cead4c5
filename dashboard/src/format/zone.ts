/**
 * Days and local times of the zone in which the page reads a day.
 *
 * A local time is written as the browser's pickers write it: `2026-11-23T10:00`, a day `2026-11-23`.
 */

const MINUTE_MS = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  clocks.set(zone, made);
  return made;
}

/** What a wall clock of the zone shows at a moment, to the minute. */
export function localOf(moment: Date, zone: string): string {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day, hour, minute] = ["year", "month", "day", "hour", "minute"].map((name) =>
    parts.get(name as Intl.DateTimeFormatPartTypes),
  );
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

export function dayOf(moment: Date, zone: string): string {
  return localOf(moment, zone).slice(0, 10);
}

/**
 * The moment at which a wall clock of the zone shows this.
 *
 * A time that the clocks skip is read as the moment at which they skip it, one that they show twice as one of the two.
 */
export function momentOf(local: string, zone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  const offset = (at: number) =>
    Date.parse(`${localOf(new Date(at), zone)}Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const guess = asUtc - offset(asUtc);
  return new Date(asUtc - offset(guess));
}

/** The first moment of a day. */
export function startOf(day: string, zone: string): Date {
  return momentOf(`${day}T00:00`, zone);
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T12:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

export function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T12:00Z`));
}
