import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useCallback, useId, useState } from "react";
import { RunState } from "../../features/runs/run-state";
import { rollBack, useStart } from "../../features/runs/runs";
import { useWords } from "../../i18n/words";
import { Refusal } from "../../ui/states";
import { words } from "./words";

/** Puts an earlier publication in effect again; asks for a reason first, which is kept with it. */
export function RollBack({ publicationId, when }: { publicationId: string; when: string }) {
  const w = useWords(words).rollBack;
  const reasonId = useId();
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const start = useStart(rollBack);
  const readAgain = useCallback(() => void queries.invalidateQueries(), [queries]);

  if (!isAsking) {
    return (
      <button type="button" className="button button-quiet roll-back" onClick={() => setAsking(true)}>
        {w.ask} <span className="visually-hidden">({when})</span>
      </button>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    start.mutate({ id: publicationId, reason });
  };
  return (
    <form className="roll-back-form" onSubmit={submit}>
      <p>{w.consequence(when)}</p>
      <label htmlFor={reasonId}>{w.reason}</label>
      {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form. */}
      <input id={reasonId} name="reason" className="field" required maxLength={300} autoFocus />
      <div className="form-buttons">
        <button type="submit" className="button button-main" disabled={start.isPending || start.isSuccess}>
          {w.confirm}
        </button>
        <button type="button" className="button button-quiet" onClick={() => setAsking(false)}>
          {w.cancel}
        </button>
      </div>
      {start.error && <Refusal error={start.error} />}
      {start.data && <RunState name={start.data} onEnd={readAgain} />}
    </form>
  );
}
