import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { useLife } from "./alerts";
import { words } from "./words";

/** The steps of an alert's life: when, by whom, and what they had to say. */
export function AlertLife({ alertId }: { alertId: string }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const query = useLife(alertId);
  return (
    <Loaded query={query} lines={2}>
      {(alert) => (
        <>
          <ol className="life">
            {alert.steps.map((step) => (
              <li key={`${step.state} ${step.at}`}>
                <strong>{w.states[step.state] ?? step.state}</strong>{" "}
                <time dateTime={step.at}>{formats.dateTime(new Date(step.at))}</time> {w.by(step.by)}
                {step.note && <q>{step.note}</q>}
              </li>
            ))}
          </ol>
          <p className="life-facts">
            {w.events(formats.count(alert.events))} · <code>{alert.rule_id}</code>
          </p>
        </>
      )}
    </Loaded>
  );
}
