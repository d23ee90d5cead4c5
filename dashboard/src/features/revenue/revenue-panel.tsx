import { MAIN_CURRENCY, PLATFORMS, type Sections } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { Panel } from "../../ui/panel";
import { PlatformName } from "../../ui/platform-name";
import { MINUTE_MS } from "../chart/minutes";
import { Figures } from "./figures";
import { ShareBar } from "./share-bar";
import { otherCurrencies, sumsOf } from "./sums";
import "./revenue.css";

const MINUTES = 5;

interface RevenuePanelProps {
  sections: Sections;
  /** The server's clock. */
  now: number;
}

/** Revenue today and now, all platforms first, then each of them. */
export function RevenuePanel({ sections, now }: RevenuePanelProps) {
  const { t, formats } = useLanguage();
  const { today, chart } = sections;
  const recent = chart.results.filter((row) => Date.parse(row.window_end) > now - MINUTES * MINUTE_MS);
  const figures = (platform?: string) => (
    <Figures
      today={sumsOf(today.results, MAIN_CURRENCY, platform)}
      lastSeconds={sumsOf(sections.now.results, MAIN_CURRENCY, platform)}
      lastMinutes={sumsOf(recent, MAIN_CURRENCY, platform)}
      minutes={MINUTES}
    />
  );
  const others = otherCurrencies(today.results, MAIN_CURRENCY);
  const day = formats.day(new Date(today.from));

  return (
    <Panel title={t.revenue.title} aside={<p className="panel-note">{t.revenue.todayOn(day)}</p>}>
      <ul className="revenue">
        <li className="revenue-all">
          <h3>{t.allPlatforms}</h3>
          {figures()}
          {others.length > 0 && (
            <p className="revenue-others">
              {t.revenue.otherCurrencies}:{" "}
              {others.map(([currency, revenue]) => formats.money(revenue, currency)).join(" · ")}
            </p>
          )}
          <ShareBar rows={today.results} currency={MAIN_CURRENCY} />
        </li>
        {PLATFORMS.map((platform) => (
          <li key={platform}>
            <h3>
              <PlatformName platform={platform} />
            </h3>
            {figures(platform)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
