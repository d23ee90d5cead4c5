import { useEffect } from "react";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { isFinished, type Run, type RunName, useRun } from "./runs";
import { words } from "./words";
import "./runs.css";

interface RunStateProps {
  name: RunName;
  /** Called once the run has ended, however it ended. */
  onEnd(): void;
}

/** How a run goes, followed to its end; what comes of it is read out. */
export function RunState({ name, onEnd }: RunStateProps) {
  const query = useRun(name);
  const hasEnded = query.data !== undefined && isFinished(query.data);
  useEffect(() => {
    if (hasEnded) {
      onEnd();
    }
  }, [hasEnded, onEnd]);
  return (
    <Loaded query={query} lines={2}>
      {(run) => <Told run={run} />}
    </Loaded>
  );
}

const TONES: Partial<Record<Run["outcome"], string>> = {
  failed: "tag-bad",
  rejected: "tag-bad",
  waiting_for_approval: "tag-warn",
};

function Told({ run }: { run: Run }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const { outcome, started_at: started, ended_at: ended } = run;
  const failed = (run.told as { failed?: string[] } | null)?.failed ?? [];
  return (
    <div className="run" data-outcome={outcome}>
      <p role="status">
        <code>{run.dag_id}</code>{" "}
        <span className={`tag ${TONES[outcome] ?? "tag-accent"}`}>{w.outcomes[outcome]}</span>{" "}
        {w.says[outcome]} {failed.length > 0 && w.failed(failed.join(", "))}
      </p>
      <p className="run-facts">
        {started && w.started(formats.timeWithSeconds(new Date(started)))}
        {started &&
          ended &&
          ` · ${w.lasted(formats.duration((Date.parse(ended) - Date.parse(started)) / 1000))}`}
        {run.tasks.length > 0 && ` · ${w.tasks}: ${run.tasks.map(describe).join(", ")}`}{" "}
        <a href={run.airflow_url} target="_blank" rel="noreferrer">
          {w.airflow}
        </a>
      </p>
    </div>
  );
}

function describe({ task_id, state }: Run["tasks"][number]): string {
  return state ? `${task_id} (${state})` : task_id;
}
