import { useLanguage } from "../../i18n/language-context";
import { LANGUAGE_NAMES, type Language } from "../../i18n/languages";
import { setTheme, THEMES, useTheme } from "../../preferences/theme";
import { Icon } from "../../ui/icons";
import { Segmented } from "../../ui/segmented";
import "./controls.css";

const LANGUAGE_MARKS: Record<Language, string> = { "pt-BR": "PT", en: "EN" };

/** The person's own settings of the page. */
export function Controls() {
  const { language, setLanguage, t } = useLanguage();
  const theme = useTheme();
  const languages = (Object.keys(LANGUAGE_NAMES) as Language[]).map((value) => ({
    value,
    mark: LANGUAGE_MARKS[value],
    name: LANGUAGE_NAMES[value],
    lang: value,
  }));
  const themes = THEMES.map((value) => ({
    value,
    mark: <Icon name={value} />,
    name: t.controls.themes[value],
  }));
  return (
    <div className="controls">
      <Segmented label={t.controls.language} options={languages} value={language} onChange={setLanguage} />
      <Segmented label={t.controls.theme} options={themes} value={theme} onChange={setTheme} />
    </div>
  );
}
