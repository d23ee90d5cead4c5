import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { DEFAULT_ZONE, type Formats, makeFormats } from "../format/formats";
import { recall, remember } from "../preferences/remember";
import { firstLanguage, LANGUAGES, type Language } from "./languages";
import type { Messages } from "./pt-br";

interface LanguageValue {
  language: Language;
  setLanguage(language: Language): void;
  t: Messages;
  formats: Formats;
  /** The zone in which the page reads a day. */
  zone: string;
}

const KEY = "hub.language";
const LanguageContext = createContext<LanguageValue | null>(null);

export function LanguageProvider({ children, zone = DEFAULT_ZONE }: { children: ReactNode; zone?: string }) {
  const [language, setLanguage] = useState(() => firstLanguage(recall(KEY), navigator.languages));

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo(
    () => ({
      language,
      setLanguage: (chosen: Language) => {
        remember(KEY, chosen);
        setLanguage(chosen);
      },
      t: LANGUAGES[language],
      formats: makeFormats(language, zone),
      zone,
    }),
    [language, zone],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/** The page's words and formats in the language of the person. */
export function useLanguage(): LanguageValue {
  const value = use(LanguageContext);
  if (!value) {
    throw new Error("useLanguage is used outside of LanguageProvider.");
  }
  return value;
}
