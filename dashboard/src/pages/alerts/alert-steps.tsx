import { useState } from "react";
import { useWords } from "../../i18n/words";
import { Refusal } from "../../ui/states";
import { useStep } from "./alerts";
import { words } from "./words";

interface AlertStepsProps {
  alertId: string;
  state: "open" | "acknowledged";
  text: string;
}

/** What somebody can do about an alert, with a note to those who come after. */
export function AlertSteps({ alertId, state, text }: AlertStepsProps) {
  const w = useWords(words);
  const step = useStep(alertId);
  const [note, setNote] = useState("");
  return (
    <div className="alert-steps">
      <input
        className="field"
        value={note}
        maxLength={500}
        placeholder={w.note}
        aria-label={`${w.note}${w.of(text)}`}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {state === "open" && (
        <button
          type="button"
          className="button"
          disabled={step.isPending}
          onClick={() => step.mutate({ step: "acknowledge", note })}
        >
          {w.acknowledge}
          <span className="visually-hidden">{w.of(text)}</span>
        </button>
      )}
      <button
        type="button"
        className="button"
        disabled={step.isPending}
        onClick={() => step.mutate({ step: "resolve", note })}
      >
        {w.resolve}
        <span className="visually-hidden">{w.of(text)}</span>
      </button>
      {step.error && <Refusal error={step.error} />}
    </div>
  );
}
