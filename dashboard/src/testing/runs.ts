import type { Run } from "../features/runs/runs";

/** A run of a DAG that was just asked for. */
export function queued(dag: string): Run {
  return {
    dag_id: dag,
    run_id: "hub__1",
    location: `/api/operations/runs/${dag}/hub__1/`,
    airflow_url: `http://127.0.0.1:8080/dags/${dag}/runs/hub__1`,
    state: "queued",
    outcome: "queued",
    told: null,
    params: {},
    queued_at: "2026-11-24T15:00:00.000Z",
    started_at: null,
    ended_at: null,
    tasks: [],
  };
}
