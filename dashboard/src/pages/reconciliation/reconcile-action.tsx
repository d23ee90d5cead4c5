import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useMay } from "../../api/roles";
import { RunState } from "../../features/runs/run-state";
import { startReconciliation, useStart } from "../../features/runs/runs";
import { useWords } from "../../i18n/words";
import { dagLink } from "../../ui/links";
import { Refusal } from "../../ui/states";
import { words } from "./words";

/** Starts a reconciliation and follows it, for those who may; the others learn whom to ask. */
export function ReconcileAction() {
  const w = useWords(words).action;
  const queries = useQueryClient();
  const start = useStart(startReconciliation);
  const readAgain = useCallback(() => void queries.invalidateQueries(), [queries]);
  const mayStart = useMay("operator");
  if (!mayStart) {
    return (
      <div className="actions">
        <p>
          {w.viewer}{" "}
          <a href={dagLink("reconcile")} target="_blank" rel="noreferrer">
            {w.airflow}
          </a>
        </p>
      </div>
    );
  }
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="button button-main"
          disabled={start.isPending}
          onClick={() => start.mutate({ full: false, dry_run: false, reason: w.reason })}
        >
          {w.start}
        </button>
        <p>{w.hint}</p>
      </div>
      {start.error && <Refusal error={start.error} />}
      {start.data && <RunState key={start.data.run_id} name={start.data} onEnd={readAgain} />}
    </>
  );
}
