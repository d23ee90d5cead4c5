import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { client, reportOf } from "../../../api/client";
import type { operations } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { words } from "../words";
import { DayChoice } from "./day-choice";
import { dayOfPeriod, type Question, questionOf } from "./question";
import { QuestionForm } from "./question-form";
import { WhyAnswer } from "./why-answer";
import "./why.css";

type Query = operations["reports_why"]["parameters"]["query"];

/** Why a number moved. The address holds the question, so an answer can be passed on. */
export function WhyReport() {
  const w = useWords(words);
  const [search] = useSearchParams();
  const [openedAt] = useState(() => new Date());
  const question = questionOf(search);
  return (
    <>
      <PageTitle title={w.questions.why} lead={w.answers.why} />
      <Panel title={w.why.days}>
        <DayChoice now={openedAt} question={question} />
        <QuestionForm key={search.toString()} question={question} now={openedAt} />
      </Panel>
      {question ? <Answered question={question} /> : <p className="hint">{w.why.choose}</p>}
    </>
  );
}

function Answered({ question }: { question: Question }) {
  const w = useWords(words).why;
  const query = useQuery({
    queryKey: ["why", question],
    queryFn: async ({ signal }) =>
      reportOf(await client.GET("/api/reports/why/", { params: { query: question as Query }, signal })),
    // Both moments have passed: the answer does not change.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const title = w.title(usePeriodName(question));
  return (
    <Panel title={title} className="why">
      <Loaded query={query} lines={8}>
        {(answer) => <WhyAnswer title={title} answer={answer} question={question} />}
      </Loaded>
    </Panel>
  );
}

function usePeriodName(question: Question): string {
  const { formats, zone } = useLanguage();
  const from = new Date(question.period_from);
  return dayOfPeriod(question, zone)
    ? formats.day(from)
    : `${formats.dateTime(from)} – ${formats.dateTime(new Date(question.period_to))}`;
}
