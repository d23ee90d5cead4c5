import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client, dataOf } from "../../api/client";
import { useLive } from "../../api/live-context";
import { cursorOf } from "../../api/pages";
import type { components, operations } from "../../api/rest";

export type Alert = components["schemas"]["AlertShape"];
export type Filters = Pick<
  NonNullable<operations["alerts"]["parameters"]["query"]>,
  "platform" | "alert_type" | "state" | "historical"
>;
export type Step = "acknowledge" | "resolve";

const ASK_AGAIN_MS = 15_000;

/** Alerts, newest first; asked for again when one comes in, and now and then, as others change their states. */
export function useAlerts(filters: Filters) {
  const arrived = useLive().arrived?.alert_id;
  return useInfiniteQuery({
    queryKey: ["alerts", filters, arrived],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...filters, ...(pageParam && { cursor: pageParam }) };
      return dataOf(await client.GET("/api/alerts/", { params: { query }, signal }));
    },
    getNextPageParam: ({ next }) => cursorOf(next),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** One alert with the steps of its life. */
export function useLife(alertId: string) {
  return useQuery({
    queryKey: ["alert", alertId],
    queryFn: async ({ signal }) => {
      const params = { path: { alert_id: alertId } };
      return dataOf(await client.GET("/api/alerts/{alert_id}/", { params, signal }));
    },
  });
}

/** Takes the next step in an alert's life. */
export function useStep(alertId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ step, note }: { step: Step; note: string }) => {
      const request = { params: { path: { alert_id: alertId } }, body: { note } };
      return dataOf(
        step === "acknowledge"
          ? await client.POST("/api/alerts/{alert_id}/acknowledge/", request)
          : await client.POST("/api/alerts/{alert_id}/resolve/", request),
      );
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["alerts"] }),
        queries.invalidateQueries({ queryKey: ["alert", alertId] }),
      ]),
  });
}
