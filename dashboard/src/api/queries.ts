import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import { ApiError, client, dataOf } from "./client";
import { useLive } from "./live-context";

const ASK_AGAIN_MS = 15_000;
const RETRIES = 2;

/** Reads are repeated after a fault of the server or of the way to it, not after a refusal. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: (failures, error) => !isRefusal(error) && failures < RETRIES },
    },
  });
}

function isRefusal(error: Error): boolean {
  return error instanceof ApiError && error.status < 500;
}

/** Who is signed in, and what they may do. */
export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: async ({ signal }) => dataOf(await client.GET("/api/me/", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Publications, newest first; asked for again when another one is in effect. */
export function usePublications() {
  const publicationId = useLive().sections?.seam.publication_id;
  return useQuery({
    queryKey: ["publications", publicationId],
    queryFn: async ({ signal }) => dataOf(await client.GET("/api/publications/", { signal })),
    placeholderData: keepPreviousData,
  });
}

/** What each published reconciliation found, newest first. */
export function useReconciliations() {
  const publicationId = useLive().sections?.seam.publication_id;
  return useQuery({
    queryKey: ["reconciliations", publicationId],
    queryFn: async ({ signal }) => dataOf(await client.GET("/api/reconciliations/", { signal })),
    placeholderData: keepPreviousData,
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: async ({ signal }) => dataOf(await client.GET("/api/health/", { signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}
