import { MAIN_CURRENCY, type Measures } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { Changing } from "../../ui/changing";

interface FiguresProps {
  today: Measures;
  lastSeconds: Measures;
  lastMinutes: Measures;
  minutes: number;
}

/** One platform's numbers, or those of all: revenue today and now, and what was ordered, sold and seen today. */
export function Figures({ today, lastSeconds, lastMinutes, minutes }: FiguresProps) {
  const { t, formats } = useLanguage();
  const money = (amount: string) => formats.money(amount, MAIN_CURRENCY);
  return (
    <>
      <p className="revenue-today">
        <Changing>{money(today.revenue)}</Changing>
      </p>
      <dl className="revenue-now">
        <div>
          <dt>{t.revenue.lastSeconds}</dt>
          <dd>
            <Changing>{money(lastSeconds.revenue)}</Changing>
          </dd>
        </div>
        <div>
          <dt>{t.revenue.lastMinutes(minutes)}</dt>
          <dd>
            <Changing>{money(lastMinutes.revenue)}</Changing>
          </dd>
        </div>
      </dl>
      <dl className="revenue-counts">
        {(["orders", "units", "views"] as const).map((name) => (
          <div key={name}>
            <dt>{t.revenue[name]}</dt>
            <dd>
              <Changing>{formats.count(today[name])}</Changing>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
