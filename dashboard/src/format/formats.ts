import type { Money } from "./money";

/** Everything that turns a value into text, for one locale and one business zone. */
export interface Formats {
  money(amount: Money, currency?: string): string;
  /** With its sign, also when it is more: for what was added or taken away. */
  change(amount: Money, currency: string): string;
  /** Without cents: for axes, where a place is small and the exact amount stands elsewhere. */
  roundMoney(amount: number): string;
  count(value: number): string;
  /** A number whose text is exact. */
  decimal(value: string): string;
  percent(share: number): string;
  time(moment: Date): string;
  timeWithSeconds(moment: Date): string;
  dateTime(moment: Date): string;
  day(moment: Date): string;
  weekday(moment: Date): string;
  date(moment: Date): string;
  duration(seconds: number): string;
}

export const DEFAULT_ZONE = "America/Sao_Paulo";

const SECONDS_SHOWN_BELOW = 90;
const MINUTES_SHOWN_BELOW = 90 * 60;

/** Makes the formats once; `Intl` objects are slow to build and quick to use. */
export function makeFormats(locale: string, timeZone: string = DEFAULT_ZONE): Formats {
  const currencies = new Map<string, Intl.NumberFormat>();
  const currencyFormat = (currency: string, signDisplay: "auto" | "exceptZero" = "auto") => {
    const key = `${currency} ${signDisplay}`;
    const known = currencies.get(key);
    if (known) {
      return known;
    }
    const made = new Intl.NumberFormat(locale, { style: "currency", currency, signDisplay });
    currencies.set(key, made);
    return made;
  };
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23", timeZone });
  const dateTimes = new Intl.DateTimeFormat(locale, {
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone,
  });
  const days = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone });
  const dates = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone });
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow" });
  const [inSeconds, inMinutes, inHours] = [unit("second"), unit("minute"), unit("hour")];

  return {
    // `format` reads a decimal string exactly; only its type wants to see a literal.
    money: (amount, currency = "BRL") => currencyFormat(currency).format(amount as Intl.StringNumericLiteral),
    change: (amount, currency) =>
      currencyFormat(currency, "exceptZero").format(amount as Intl.StringNumericLiteral),
    roundMoney: (amount) => compact.format(amount),
    decimal: (value) => counts.format(value as Intl.StringNumericLiteral),
    count: (value) => counts.format(value),
    percent: (share) => percents.format(share),
    time: (moment) => times.format(moment),
    timeWithSeconds: (moment) => seconds.format(moment),
    dateTime: (moment) => dateTimes.format(moment),
    day: (moment) => days.format(moment),
    weekday: (moment) => weekdays.format(moment),
    date: (moment) => dates.format(moment),
    duration: (total) => {
      const whole = Math.max(0, Math.floor(total));
      if (whole < SECONDS_SHOWN_BELOW) {
        return inSeconds.format(whole);
      }
      return whole < MINUTES_SHOWN_BELOW
        ? inMinutes.format(Math.floor(whole / 60))
        : inHours.format(Math.floor(whole / 3600));
    },
  };
}
