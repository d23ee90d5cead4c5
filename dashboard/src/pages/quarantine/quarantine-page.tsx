import { useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { PageTitle } from "../../ui/page-title";
import { Panel } from "../../ui/panel";
import { Segmented } from "../../ui/segmented";
import { Empty } from "../../ui/states";
import { lastDays, type Reason, useQuarantine } from "./quarantine";
import { ReasonTable } from "./reason-table";
import { RecordList } from "./record-list";
import { ReplayPanel } from "./replay-panel";
import { words } from "./words";
import "./quarantine.css";

const PERIODS = ["1", "7", "31"] as const;
type Days = (typeof PERIODS)[number];

function isDays(text: string | null): text is Days {
  return PERIODS.some((each) => each === text);
}

/** What was refused, why, and what to do with it. The address holds the period and the reason. */
export default function QuarantinePage() {
  const { t, formats } = useLanguage();
  const w = useWords(words);
  const [search, setSearch] = useSearchParams();
  const asked = search.get("days");
  const days = isDays(asked) ? asked : "7";
  const reason = (search.get("reason") as Reason | null) ?? undefined;
  const [openedAt] = useState(() => Date.now());
  const period = useMemo(() => lastDays(Number(days), openedAt), [days, openedAt]);
  const query = useQuarantine(period, reason);
  const first = query.data?.pages[0];

  const choose = (name: "days" | "reason", value: string | undefined) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) {
        after.set(name, value);
      } else {
        after.delete(name);
      }
      return after;
    });

  return (
    <main id="content" className="page">
      <PageTitle title={t.navigation.pages.quarantine} lead={w.lead} />
      <div className="quarantine-top">
        <Segmented
          label={w.period}
          options={PERIODS.map((value) => ({ value, mark: w.periods[value], name: w.periods[value] }))}
          value={days}
          onChange={(value) => choose("days", value)}
        />
        {first && <p>{w.total(formats.count(first.total))}</p>}
      </div>
      <Panel title={w.reasons}>
        <Loaded query={query} lines={4}>
          {() =>
            first && first.counts.length > 0 ? (
              <ReasonTable
                counts={first.counts}
                chosen={reason}
                onChoose={(each) => choose("reason", each)}
              />
            ) : (
              <Empty>{w.empty}</Empty>
            )
          }
        </Loaded>
      </Panel>
      {first && first.total > 0 && (
        <RecordList
          records={query.data?.pages.flatMap((page) => page.results) ?? []}
          reason={reason}
          onShowAll={() => choose("reason", undefined)}
          {...(query.hasNextPage ? { onMore: () => void query.fetchNextPage() } : {})}
        />
      )}
      <ReplayPanel period={period} />
    </main>
  );
}
