import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../../api/client";
import { cursorOf } from "../../../api/pages";
import type { components } from "../../../api/rest";

export type Pin = components["schemas"]["PinShape"];
export type Comparison = components["schemas"]["ComparisonShape"];

const KEY = ["pins"];

/** What is kept for ever, newest first. */
export function usePins() {
  return useInfiniteQuery({
    queryKey: KEY,
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      return dataOf(await client.GET("/api/pins/", { params: { query }, signal }));
    },
    getNextPageParam: ({ next }) => cursorOf(next),
  });
}

/** Keeps the report that carried a receipt, with its rows. */
export function usePinReport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: { receipt: string; name: string; reason: string }) =>
      dataOf(await client.POST("/api/pins/", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** A pinned report beside what the same question answers now. */
export function useComparison(pinId: string) {
  return useQuery({
    queryKey: ["pin-comparison", pinId],
    queryFn: async ({ signal }) => {
      const params = { path: { pin_id: pinId } };
      return dataOf(await client.GET("/api/pins/{pin_id}/compare/", { params, signal }));
    },
  });
}
