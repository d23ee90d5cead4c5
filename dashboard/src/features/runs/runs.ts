import { useMutation, useQuery } from "@tanstack/react-query";
import { ApiError, client, dataOf } from "../../api/client";
import type { components } from "../../api/rest";

export type Run = components["schemas"]["RunShape"];
type Outcome = Run["outcome"];

/** Which run: what its address is made of. */
export interface RunName {
  dag_id: string;
  run_id: string;
}

const ASK_AGAIN_MS = 2000;
const UNFINISHED: readonly Outcome[] = ["queued", "running", "waiting_for_approval"];

export function isFinished(run: Run): boolean {
  return !UNFINISHED.includes(run.outcome);
}

/** How a run goes, asked for again until it has ended. */
export function useRun(name: RunName) {
  return useQuery({
    queryKey: ["run", name.dag_id, name.run_id],
    queryFn: async ({ signal }) => {
      const path = { dag_id: name.dag_id, run_id: name.run_id };
      return dataOf(
        await client.GET("/api/operations/runs/{dag_id}/{run_id}/", { params: { path }, signal }),
      );
    },
    refetchInterval: ({ state }) => (state.data && isFinished(state.data) ? false : ASK_AGAIN_MS),
  });
}

/** Starts a run. One that is under way already is as good: it is the one to follow. */
export function useStart<Body>(start: (body: Body) => Promise<Run>) {
  return useMutation<RunName, Error, Body>({
    mutationFn: (body) => start(body).catch(underWay),
  });
}

function underWay(error: unknown): RunName {
  if (error instanceof ApiError && error.code === "run_under_way") {
    const { dag_id, run_id } = error.data;
    return { dag_id: String(dag_id), run_id: String(run_id) };
  }
  throw error;
}

export async function startReconciliation(body: components["schemas"]["ReconcileBodyRequest"]): Promise<Run> {
  return dataOf(await client.POST("/api/reconciliations/", { body }));
}

export async function startReplay(body: components["schemas"]["ReplayBodyRequest"]): Promise<Run> {
  return dataOf(await client.POST("/api/replays/", { body }));
}

export async function rollBack({ id, reason }: { id: string; reason: string }): Promise<Run> {
  const params = { path: { publication_id: id } };
  return dataOf(
    await client.POST("/api/publications/{publication_id}/publish/", { params, body: { reason } }),
  );
}
