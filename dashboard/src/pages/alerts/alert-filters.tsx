import { useSearchParams } from "wouter";
import { PLATFORMS } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import type { Filters } from "./alerts";
import { words } from "./words";

const NAMES = ["state", "alert_type", "platform"] as const;

/** The filters that an address asks for; alerts of the past only when it asks for them. */
export function filtersOf(search: URLSearchParams): Filters {
  const chosen = NAMES.flatMap((name) => {
    const value = search.get(name);
    return value ? [[name, value]] : [];
  });
  return {
    ...(Object.fromEntries(chosen) as Filters),
    ...(search.get("historical") === "true" ? {} : { historical: false }),
  };
}

export function AlertFilters() {
  const { t } = useLanguage();
  const w = useWords(words);
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) {
          after.set(name, value);
        } else {
          after.delete(name);
        }
        return after;
      },
      { replace: true },
    );
  const select = (name: (typeof NAMES)[number], label: string, options: Record<string, string>) => (
    <label>
      {label}
      <select
        className="select"
        value={search.get(name) ?? ""}
        onChange={(event) => choose(name, event.currentTarget.value)}
      >
        <option value="">{w.filters.any}</option>
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const platforms = PLATFORMS.map((platform) => [platform, t.platforms[platform] ?? platform]);
  return (
    <div className="form-row alert-filters">
      {select("state", w.filters.state, w.states)}
      {select("alert_type", w.filters.type, t.alerts.types)}
      {select("platform", w.filters.platform, Object.fromEntries(platforms))}
      <label className="check">
        <input
          type="checkbox"
          checked={search.get("historical") === "true"}
          onChange={(event) => choose("historical", event.currentTarget.checked ? "true" : "")}
        />
        {w.filters.historical}
      </label>
    </div>
  );
}
