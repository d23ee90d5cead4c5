import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client";
import { cursorOf } from "../../api/pages";
import type { components, operations } from "../../api/rest";

export type QuarantinedRecord = components["schemas"]["QuarantinedRecordShape"];
type Query = NonNullable<operations["quarantine"]["parameters"]["query"]>;
export type Reason = NonNullable<Query["reason"]>;

/** A period of so many days up to a moment. */
export interface Period {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

export function lastDays(days: number, now: number): Period {
  return { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
}

/** Refused records of a period, newest first, a page at a time; the counts are those of the whole period. */
export function useQuarantine(period: Period, reason: Reason | undefined) {
  return useInfiniteQuery({
    queryKey: ["quarantine", period, reason],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const query: Query = { ...period, ...(reason && { reason }), ...(pageParam && { cursor: pageParam }) };
      return dataOf(await client.GET("/api/quarantine/", { params: { query }, signal }));
    },
    getNextPageParam: ({ next }) => cursorOf(next),
    placeholderData: keepPreviousData,
  });
}
