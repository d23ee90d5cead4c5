import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { client, reportOf } from "../../../api/client";
import { csvAddress } from "../../../api/files";
import { addDays, dayOf, isDay, startOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { PinReport } from "../pins/pin-report";
import { CsvLink } from "../report-foot";
import { words } from "../words";
import { MomentForm } from "./moment-form";
import { type KnownAnswer, type SeenAnswer, TotalsTable } from "./totals-table";
import "./moments.css";

/** A day's numbers at a moment: what the address holds. */
export interface MomentQuestion {
  day: string;
  at: string;
}

/** What this dashboard showed at a moment. */
export function AsOf() {
  const question = useQuestion();
  const pinName = usePinName("as-of", question);
  const query = useQuery({
    queryKey: ["as-of", question],
    queryFn: async ({ signal }): Promise<SeenAnswer> => ({
      kind: "as-of",
      ...reportOf(await client.GET("/api/reports/as-of/", { params: { query: question }, signal })),
    }),
  });
  return (
    <Report kind="as-of" question={question}>
      <Loaded query={query} lines={5}>
        {(answer) => (
          <>
            <TotalsTable answer={answer} />
            <PinReport key={answer.receipt} receipt={answer.receipt} name={pinName} />
          </>
        )}
      </Loaded>
    </Report>
  );
}

/** What had arrived by a moment. */
export function AsKnown() {
  const question = useQuestion();
  const pinName = usePinName("as-known", question);
  const query = useQuery({
    queryKey: ["as-known", question],
    queryFn: async ({ signal }): Promise<KnownAnswer> => ({
      kind: "as-known",
      ...reportOf(await client.GET("/api/reports/as-known/", { params: { query: question }, signal })),
    }),
  });
  const csv = csvAddress("as-known", question);
  return (
    <Report kind="as-known" question={question}>
      <Loaded query={query} lines={5}>
        {(answer) => (
          <>
            <TotalsTable answer={answer} />
            <PinReport key={answer.receipt} receipt={answer.receipt} name={pinName} />
          </>
        )}
      </Loaded>
      <CsvLink address={csv} />
    </Report>
  );
}

interface ReportProps {
  kind: "as-of" | "as-known";
  question: MomentQuestion;
  children: React.ReactNode;
}

function Report({ kind, question, children }: ReportProps) {
  const { formats, zone } = useLanguage();
  const w = useWords(words).moment;
  const day = formats.day(startOf(question.day, zone));
  return (
    <>
      <PageTitle title={w.titles[kind]} lead={w.leads[kind]} />
      <MomentForm key={`${question.day} ${question.at}`} question={question} />
      <Panel title={w.results(day, formats.dateTime(new Date(question.at)))}>{children}</Panel>
    </>
  );
}

function usePinName(kind: "as-of" | "as-known", question: MomentQuestion): string {
  const { formats, zone } = useLanguage();
  const w = useWords(words).moment;
  return `${w.titles[kind]}: ${formats.day(startOf(question.day, zone))}`;
}

/** The question of the address; by default what was seen of yesterday when it ended. */
function useQuestion(): MomentQuestion {
  const { zone } = useLanguage();
  const [search] = useSearchParams();
  const [openedAt] = useState(() => new Date());
  const [asked, at] = [search.get("day"), search.get("at") ?? ""];
  const day = isDay(asked) ? asked : addDays(dayOf(openedAt, zone), -1);
  return { day, at: Number.isNaN(Date.parse(at)) ? startOf(addDays(day, 1), zone).toISOString() : at };
}
