import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { client, reportOf } from "../../../api/client";
import { csvAddress } from "../../../api/files";
import { cursorOf } from "../../../api/pages";
import type { operations } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { words } from "../words";
import { EventTable } from "./event-table";
import type { Question } from "./question";
import type { Bar } from "./waterfall";
import "./event-list.css";

type Query = operations["reports_why_events"]["parameters"]["query"];

const PAGE = 50;

interface EventListProps {
  bar: Bar;
  currency: string;
  question: Question;
  onClose(): void;
}

/** The events that one bar is made of, each with its place in Kafka. */
export function EventList({ bar, currency, question, onClose }: EventListProps) {
  const { t } = useLanguage();
  const w = useWords(words).why;
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = { ...question, cause: bar.cause, currency };
  const query = useInfiniteQuery({
    queryKey: ["why-events", asked],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const parameters = { ...asked, limit: PAGE, ...(pageParam && { cursor: pageParam }) } as Query;
      return reportOf(
        await client.GET("/api/reports/why/events/", { params: { query: parameters }, signal }),
      );
    },
    getNextPageParam: ({ next }) => cursorOf(next),
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => heading.current?.focus(), []);

  const csv = csvAddress("why/events", { ...asked, limit: "10000" });
  return (
    <section className="why-events" aria-labelledby="why-events">
      <header>
        <h3 id="why-events" ref={heading} tabIndex={-1}>
          {w.list.title(t.reconciliation.cause[bar.cause] ?? bar.cause)}
        </h3>
        <a href={csv} download>
          {w.list.csv}
        </a>
        <button type="button" className="text-button" onClick={onClose}>
          {w.list.close}
        </button>
      </header>
      <Loaded query={query} lines={4}>
        {({ pages }) => <EventTable events={pages.flatMap((page) => page.results)} />}
      </Loaded>
      {query.hasNextPage && (
        <button type="button" className="link-button" onClick={() => void query.fetchNextPage()}>
          {w.list.more}
        </button>
      )}
    </section>
  );
}
