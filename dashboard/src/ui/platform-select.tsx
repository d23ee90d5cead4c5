import { PLATFORMS } from "../api/model";
import { useLanguage } from "../i18n/language-context";

/** A choice of one platform or, with nothing, of all. */
export function PlatformSelect({ label, chosen }: { label: string; chosen: string | undefined }) {
  const { t } = useLanguage();
  return (
    <label>
      {label}
      <select name="platform" className="select" defaultValue={chosen ?? ""}>
        <option value="">{t.allPlatforms}</option>
        {PLATFORMS.map((platform) => (
          <option key={platform} value={platform}>
            {t.platforms[platform]}
          </option>
        ))}
      </select>
    </label>
  );
}
