import { RunState } from "../../../features/runs/run-state";
import { type RunName, useRun } from "../../../features/runs/runs";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformName } from "../../../ui/platform-name";
import { Scrolling } from "../../../ui/scrolling";
import { words } from "../words";
import { type Told, toldBy } from "./backtest";

const ROWS_SHOWN = 20;

/** How a test of a rule goes, and the alerts that the rule would have raised. */
export function BacktestPanel({ name }: { name: RunName }) {
  const told = toldBy(useRun(name).data);
  return (
    <div className="backtest">
      <RunState name={name} onEnd={nothing} />
      {told && <Found told={told} />}
    </div>
  );
}

function nothing() {
  // The answer is in the run itself: nothing else has to be read again.
}

function Found({ told }: { told: Told }) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const endings = Object.entries(told.resolutions).map(
    ([ending, count]) => `${w.resolutions[ending] ?? w.states[ending] ?? ending}: ${formats.count(count)}`,
  );
  return (
    <>
      <p role="status">
        <strong>{w.rules.test.found(formats.count(told.alerts), formats.count(told.events))}</strong>{" "}
        {told.historical > 0 && w.rules.test.historical(formats.count(told.historical))}
      </p>
      <p>{endings.join(" · ")}</p>
      {told.newest.length > 0 && (
        <Scrolling label={w.rules.test.newest}>
          <table className="table">
            <thead>
              <tr>
                {[w.rules.test.when, w.filters.platform, w.rules.test.alert, w.rules.test.ending].map(
                  (each) => (
                    <th key={each} scope="col">
                      {each}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {told.newest.slice(0, ROWS_SHOWN).map((alert) => (
                <tr key={alert.alert_id}>
                  <td>{formats.dateTime(new Date(alert.timestamp))}</td>
                  <td>
                    <PlatformName platform={alert.platform} />
                  </td>
                  <th scope="row">{alert.message}</th>
                  <td>{alert.resolution ? w.resolutions[alert.resolution] : w.states.open}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </>
  );
}
