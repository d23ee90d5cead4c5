import { useLive } from "../../api/live-context";
import { livelinessOf } from "../../features/connection/liveliness";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { useNow } from "../../ui/now";
import type { Components } from "./components";
import { words } from "./words";

const TONES: Record<string, string> = { live: "good", "warming up": "warn", degraded: "bad" };

/** Each part with a word on how it is; the server's own words when it is not well. */
export function ComponentList({ components }: { components: Components }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const { database, lake, stream } = components;
  const read =
    lake.refreshed_at && lake.refresh_ms
      ? w.says.lake(formats.decimal(lake.refresh_ms), formats.timeWithSeconds(new Date(lake.refreshed_at)))
      : "";
  const arrived = stream.age_seconds
    ? w.says.stream(formats.duration(Number(stream.age_seconds)))
    : w.says.streamCold;
  return (
    <ul className="components">
      <Item
        name={w.names.database}
        status={database.status}
        says={database.message || w.says.database.live}
      />
      <Item name={w.names.lake} status={lake.status} says={lake.message || read} />
      <Item name={w.names.stream} status={stream.status} says={stream.message || arrived} />
      <PageItem />
    </ul>
  );
}

function PageItem() {
  const { t } = useLanguage();
  const w = useWords(words);
  const state = useLive();
  const liveliness = livelinessOf(state, useNow() + state.clockAhead);
  const isWell = state.connection.state === "open";
  return (
    <Item name={w.names.page} status={isWell ? "live" : "degraded"} says={t.connection.states[liveliness]} />
  );
}

function Item({ name, status, says }: { name: string; status: string; says: string }) {
  const w = useWords(words);
  return (
    <li className={`component component-${TONES[status] ?? "bad"}`}>
      <h3>{name}</h3>
      <p className="component-status">
        <span className="component-dot" aria-hidden="true" />
        {w.statuses[status] ?? status}
      </p>
      <p>{says}</p>
    </li>
  );
}
