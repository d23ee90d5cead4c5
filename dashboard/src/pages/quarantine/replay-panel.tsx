import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useMay } from "../../api/roles";
import { RunState } from "../../features/runs/run-state";
import { startReplay, useStart } from "../../features/runs/runs";
import { useWords } from "../../i18n/words";
import { Panel } from "../../ui/panel";
import { Refusal } from "../../ui/states";
import type { Period } from "./quarantine";
import { words } from "./words";

/** Sends refused records of the period again, first as a rehearsal if one likes, and follows the run. */
export function ReplayPanel({ period }: { period: Period }) {
  const w = useWords(words).replay;
  const queries = useQueryClient();
  const start = useStart(startReplay);
  const mayStart = useMay("operator");
  const readAgain = useCallback(
    () => void queries.invalidateQueries({ queryKey: ["quarantine"] }),
    [queries],
  );
  const replay = (isDry: boolean) => start.mutate({ what: "quarantine", dry_run: isDry, ...period });
  return (
    <Panel title={w.title}>
      <div className="actions">
        {mayStart && (
          <>
            <button type="button" className="button" disabled={start.isPending} onClick={() => replay(true)}>
              {w.simulate}
            </button>
            <button
              type="button"
              className="button button-main"
              disabled={start.isPending}
              onClick={() => replay(false)}
            >
              {w.start}
            </button>
          </>
        )}
        <p>
          {w.hint} {!mayStart && w.viewer}
        </p>
      </div>
      {start.error && <Refusal error={start.error} />}
      {start.data && <RunState key={start.data.run_id} name={start.data} onEnd={readAgain} />}
    </Panel>
  );
}
