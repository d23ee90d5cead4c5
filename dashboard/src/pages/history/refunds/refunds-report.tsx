import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { client, reportOf } from "../../../api/client";
import { csvAddress } from "../../../api/files";
import { startOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { PinReport } from "../pins/pin-report";
import { CsvLink } from "../report-foot";
import { words } from "../words";
import { RefundsForm } from "./refunds-form";
import { askedOf, questionOf } from "./refunds-question";
import { RefundsTable } from "./refunds-table";
import "../moments/moments.css";

/** What was taken back of some days, on either date. */
export function RefundsReport() {
  const { formats, zone } = useLanguage();
  const w = useWords(words);
  const [search] = useSearchParams();
  const [openedAt] = useState(() => new Date());
  const question = questionOf(search, zone, openedAt);
  const asked = askedOf(question, zone);
  const query = useQuery({
    queryKey: ["refunds", asked],
    queryFn: async ({ signal }) =>
      reportOf(await client.GET("/api/reports/refunds/", { params: { query: asked }, signal })),
  });
  const [first, last] = [question.first, question.last].map((day) => formats.date(startOf(day, zone)));
  const title = `${w.refunds.title}: ${first === last ? first : w.refunds.days(first ?? "", last ?? "")}`;
  const csv = csvAddress("refunds", asked);
  return (
    <>
      <PageTitle title={w.refunds.title} lead={w.refunds.lead} />
      <RefundsForm key={JSON.stringify(question)} question={question} />
      <Panel title={title}>
        <Loaded query={query} lines={5}>
          {(answer) => (
            <>
              <RefundsTable answer={answer} />
              <PinReport key={answer.receipt} receipt={answer.receipt} name={title} />
            </>
          )}
        </Loaded>
        <CsvLink address={csv} />
      </Panel>
    </>
  );
}
