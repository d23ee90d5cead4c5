import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { Empty } from "../../../ui/states";
import { words } from "../words";
import { PinCard } from "./pin-card";
import { usePins } from "./pins";
import "./pins.css";

/** The reports that are kept for ever. */
export function PinList() {
  const w = useWords(words);
  const query = usePins();
  return (
    <>
      <PageTitle title={w.pins.title} lead={w.answers.pins} />
      <Panel title={w.pins.title}>
        <Loaded query={query} lines={4}>
          {({ pages }) => {
            const pins = pages.flatMap((page) => page.results);
            return pins.length === 0 ? (
              <Empty>{w.pins.empty}</Empty>
            ) : (
              <ol className="pins">
                {pins.map((pin) => (
                  <PinCard key={pin.pin_id} pin={pin} />
                ))}
              </ol>
            );
          }}
        </Loaded>
        {query.hasNextPage && (
          <button type="button" className="link-button" onClick={() => void query.fetchNextPage()}>
            {w.pins.more}
          </button>
        )}
      </Panel>
    </>
  );
}
