import { en } from "./en";
import { type Messages, ptBr } from "./pt-br";

export const LANGUAGES = { "pt-BR": ptBr, en } satisfies Record<string, Messages>;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES: Record<Language, string> = { "pt-BR": "Português", en: "English" };

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

/** The language to begin with: the remembered one, else English where only English is asked for, else Portuguese. */
export function firstLanguage(remembered: string | null, asked: readonly string[]): Language {
  if (isLanguage(remembered)) {
    return remembered;
  }
  const wantsPortuguese = asked.some((each) => each.toLowerCase().startsWith("pt"));
  const wantsEnglish = asked.some((each) => each.toLowerCase().startsWith("en"));
  return wantsEnglish && !wantsPortuguese ? "en" : "pt-BR";
}
