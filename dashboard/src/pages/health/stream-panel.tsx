import { useLive } from "../../api/live-context";
import { ConnectionNotice } from "../../features/connection/connection-state";
import { ageSeconds, freshAsOf, livelinessOf } from "../../features/connection/liveliness";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Facts } from "../../ui/facts";
import { useNow } from "../../ui/now";
import { Panel } from "../../ui/panel";
import { Empty, Skeleton } from "../../ui/states";
import { words } from "./words";

/** How old the newest batch is, counted on, and how far it is past the seam. */
export function StreamPanel() {
  const { formats } = useLanguage();
  const w = useWords(words);
  const state = useLive();
  const now = useNow() + state.clockAhead;
  const age = ageSeconds(state, now);
  const fresh = freshAsOf(state);
  const { sections } = state;
  return (
    <>
      <ConnectionNotice liveliness={livelinessOf(state, now)} age={age} />
      <Panel title={w.stream.title}>
        {!sections && <Skeleton lines={2} />}
        {sections && (age === undefined || fresh === undefined) && <Empty>{w.says.streamCold}</Empty>}
        {sections && age !== undefined && fresh !== undefined && (
          <Facts
            facts={[
              { name: w.stream.age, value: formats.duration(age) },
              { name: w.stream.fresh, value: formats.dateTime(new Date(fresh)) },
              { name: w.stream.seq, value: formats.count(sections.meta.ingest_seq) },
              {
                name: w.stream.lag,
                value: formats.count(Math.max(0, sections.meta.ingest_seq - sections.seam.seam)),
                hint: w.stream.lagHint,
              },
            ]}
          />
        )}
      </Panel>
    </>
  );
}
