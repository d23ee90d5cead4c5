import { useLanguage } from "../i18n/language-context";
import "./platform-name.css";

/** CSS name of a platform's colour. */
export function platformColour(platform: string): string {
  return platform === "amazon" || platform === "mercado_livre" || platform === "shopee"
    ? platform.replace("_", "-")
    : "other";
}

/** A platform's name behind its colour. */
export function PlatformName({ platform }: { platform: string }) {
  const { t } = useLanguage();
  return (
    <span className="platform-name">
      <span className={`swatch swatch-${platformColour(platform)}`} aria-hidden="true" />
      {t.platforms[platform] ?? platform}
    </span>
  );
}
