import { PLATFORMS, type PlatformSums } from "../../api/model";
import { permille } from "../../format/money";
import { useLanguage } from "../../i18n/language-context";
import { platformColour } from "../../ui/platform-name";
import { sumsOf } from "./sums";

interface ShareBarProps {
  rows: readonly PlatformSums[];
  currency: string;
}

/** How the platforms divide the day's gross sales; gross, as a share of a net sum below zero means nothing. */
export function ShareBar({ rows, currency }: ShareBarProps) {
  const { t, formats } = useLanguage();
  const whole = sumsOf(rows, currency).gross;
  const shares = PLATFORMS.map((platform) => ({
    platform,
    share: permille(sumsOf(rows, currency, platform).gross, whole),
  }));
  const spoken = shares.map(
    ({ platform, share }) => `${t.platforms[platform]} ${formats.percent(share / 1000)}`,
  );
  let reached = 0;
  return (
    <svg
      className="share-bar"
      viewBox="0 0 1000 1"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${t.revenue.shares}: ${spoken.join(", ")}`}
    >
      {shares.map(({ platform, share }) => {
        const x = reached;
        reached += share;
        return (
          <rect
            key={platform}
            className={`fill-${platformColour(platform)}`}
            x={x}
            width={share}
            height="1"
          />
        );
      })}
    </svg>
  );
}
