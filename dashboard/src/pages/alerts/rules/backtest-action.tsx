import { type RefObject, useState } from "react";
import { useStart } from "../../../features/runs/runs";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Refusal } from "../../../ui/states";
import { words } from "../words";
import { startBacktest } from "./backtest";
import { BacktestPanel } from "./backtest-panel";
import { bodyOf } from "./rule-body";

const DAYS = [7, 30, 90] as const;

interface BacktestActionProps {
  form: RefObject<HTMLFormElement | null>;
  ruleId: string | undefined;
}

/** Tests the rule that stands in a form on what has come in lately; nothing is saved. */
export function BacktestAction({ form, ruleId }: BacktestActionProps) {
  const { formats } = useLanguage();
  const w = useWords(words).rules.test;
  const [days, setDays] = useState<number>(DAYS[0]);
  const start = useStart(startBacktest);
  const test = () => {
    if (form.current?.reportValidity()) {
      start.mutate({ body: bodyOf(new FormData(form.current)), ruleId, days });
    }
  };
  return (
    <div className="backtest-action">
      <div className="form-buttons">
        <label>
          <span className="visually-hidden">{w.period}</span>
          <select
            className="select"
            value={days}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {w.lastDays(formats.count(each))}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" disabled={start.isPending} onClick={test}>
          {w.start}
        </button>
      </div>
      {start.error && <Refusal error={start.error} />}
      {start.data && <BacktestPanel key={start.data.run_id} name={start.data} />}
    </div>
  );
}
