import { describe, expect, it } from "vitest";
import { firstLanguage, LANGUAGES, type Language } from "./languages";
import type { Words } from "./words";

const ofPages = import.meta.glob<{ words: Words<object> }>("../{features,pages}/**/words.ts", {
  eager: true,
});
const everything: [name: string, words: Record<Language, object>][] = [
  ["every page", LANGUAGES],
  ...Object.entries(ofPages).map(([name, { words }]): [string, Words<object>] => [name, words]),
];

function paths(messages: object, prefix = ""): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === "object" ? paths(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

function texts(messages: object): string[] {
  return Object.values(messages).flatMap((value) => {
    if (typeof value === "object") {
      return texts(value);
    }
    return typeof value === "function" ? [value("1", "2", "3", "4")] : [value];
  });
}

describe("languages", () => {
  it.each(everything)("say the same things (%s)", (_, words) => {
    expect(paths(words.en)).toEqual(paths(words["pt-BR"]));
  });

  it.each(everything)("leave nothing unsaid (%s)", (_, words) => {
    for (const messages of Object.values(words)) {
      expect(texts(messages).filter((text) => text.trim() === "" || text.includes("undefined"))).toEqual([]);
    }
  });
});

describe("the first language", () => {
  it("is the one that was chosen before", () => {
    expect(firstLanguage("en", ["pt-BR"])).toBe("en");
  });

  it("is Portuguese unless English alone is asked for", () => {
    expect(firstLanguage(null, ["en-US", "en"])).toBe("en");
    expect(firstLanguage(null, ["en-US", "pt-PT"])).toBe("pt-BR");
    expect(firstLanguage(null, ["de"])).toBe("pt-BR");
    expect(firstLanguage("klingon", [])).toBe("pt-BR");
  });
});
