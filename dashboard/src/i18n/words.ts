import { useLanguage } from "./language-context";
import type { Language } from "./languages";

/** A page's own sentences in every language; they are loaded with the page. */
export type Words<Sentences> = Record<Language, Sentences>;

export function useWords<Sentences>(words: Words<Sentences>): Sentences {
  return words[useLanguage().language];
}
