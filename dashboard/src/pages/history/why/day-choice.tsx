import { Link } from "wouter";
import { startOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { words } from "../words";
import { addressOf, dayOfPeriod, lastDays, type Question, questionAboutDay } from "./question";

/** The last days that have ended: one click asks why the number of one of them has moved. */
export function DayChoice({ now, question }: { now: Date; question: Question | undefined }) {
  const { formats, zone } = useLanguage();
  const w = useWords(words).why;
  const chosen = question && dayOfPeriod(question, zone);
  return (
    <>
      <ul className="days">
        {lastDays(zone, now).map((day) => {
          const start = startOf(day, zone);
          return (
            <li key={day}>
              <Link
                href={addressOf(questionAboutDay(day, zone, now))}
                {...(day === chosen ? { "aria-current": "true" } : {})}
              >
                <strong>{formats.weekday(start)}</strong> <span>{formats.date(start)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="panel-foot">{w.daysHint}</p>
    </>
  );
}
