import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useSearchParams } from "wouter";
import { client, reportOf } from "../../../api/client";
import { csvAddress } from "../../../api/files";
import type { components, operations } from "../../../api/rest";
import { startOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { PlatformSelect } from "../../../ui/platform-select";
import { CsvLink, ReportFoot } from "../report-foot";
import { words } from "../words";
import { SettlingTable } from "./settling-table";
import "../moments/moments.css";
import "./settling.css";

type Asked = NonNullable<operations["reports_settling"]["parameters"]["query"]>;

const WINDOWS = ["60", "3600", "86400"] as const;
const LEVELS = ["0.90", "0.95", "0.99"] as const;

/** How much a window of an age still moves. */
export function SettlingReport() {
  const w = useWords(words);
  const asked = useAsked();
  const query = useQuery({
    queryKey: ["settling", asked],
    queryFn: async ({ signal }) =>
      reportOf(await client.GET("/api/reports/settling/", { params: { query: asked }, signal })),
  });
  const csv = csvAddress("settling", asked);
  return (
    <>
      <PageTitle title={w.settling.title} lead={w.settling.lead} />
      <SettlingForm key={JSON.stringify(asked)} asked={asked} />
      <Panel title={w.settling.windows[asked.window ?? "3600"]}>
        <Loaded query={query} lines={5}>
          {(answer) => (
            <>
              <SettlingTable answer={answer} />
              <LearnedFrom answer={answer} />
            </>
          )}
        </Loaded>
        <CsvLink address={csv} />
      </Panel>
    </>
  );
}

function SettlingForm({ asked }: { asked: Asked }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const [, setSearch] = useSearchParams();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].filter(([, value]) => value !== "");
    setSearch(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  };
  return (
    <form className="form-row moment-form" onSubmit={submit}>
      <label>
        {w.settling.window}
        <select name="window" className="select" defaultValue={asked.window}>
          {WINDOWS.map((window) => (
            <option key={window} value={window}>
              {w.settling.windows[window]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.settling.level}
        <select name="level" className="select" defaultValue={asked.level}>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {formats.percent(Number(level))}
            </option>
          ))}
        </select>
      </label>
      <PlatformSelect label={w.platform} chosen={asked.platform} />
      <button type="submit" className="button button-main">
        {w.show}
      </button>
    </form>
  );
}

function LearnedFrom({ answer }: { answer: components["schemas"]["SettlingShape"] }) {
  const { formats, zone } = useLanguage();
  const w = useWords(words).settling;
  const day = (text: string | null) => (text ? formats.date(startOf(text, zone)) : "");
  return (
    <ReportFoot receipt={answer.receipt}>
      {answer.learned_from && w.learned(day(answer.learned_from), day(answer.learned_to))}{" "}
      {answer.held_out_from && w.heldOut(day(answer.held_out_from), day(answer.held_out_to))}{" "}
      {!answer.enough && (
        <strong>
          {w.notEnough} {answer.message}
        </strong>
      )}
    </ReportFoot>
  );
}

/** The question of the address; by default about hours, with the widest bound. */
function useAsked(): Asked {
  const [search] = useSearchParams();
  const choice = <Name extends string>(name: string, of: readonly Name[], otherwise: Name): Name =>
    of.find((each) => each === search.get(name)) ?? otherwise;
  const platform = search.get("platform");
  return {
    window: choice("window", WINDOWS, "3600"),
    level: choice("level", LEVELS, "0.99"),
    ...(platform && { platform: platform as NonNullable<Asked["platform"]> }),
  };
}
