import { describe, expect, it } from "vitest";
import { makeFormats } from "./formats";

const NO_BREAK_SPACES = /[\u00a0\u202f]/g;
const plain = (text: string) => text.replace(NO_BREAK_SPACES, " ");

describe("formats", () => {
  it("writes reais in the way of each language", () => {
    expect(plain(makeFormats("pt-BR").money("1234.5"))).toBe("R$ 1.234,50");
    expect(plain(makeFormats("en").money("1234.50"))).toBe("R$1,234.50");
  });

  it("shows every cent of an amount that no float can hold", () => {
    expect(plain(makeFormats("pt-BR").money("90071992547409931.07"))).toBe("R$ 90.071.992.547.409.931,07");
  });

  it("tells the hour in the business zone, whatever the zone of the browser", () => {
    const moment = new Date("2026-11-24T02:05:00Z");
    expect(makeFormats("pt-BR").time(moment)).toBe("23:05");
    expect(makeFormats("pt-BR", "UTC").time(moment)).toBe("02:05");
  });

  it("chooses the unit of a duration by its length", () => {
    const { duration } = makeFormats("pt-BR");
    expect([duration(2.9), duration(125), duration(7300), duration(-1)].map(plain)).toEqual([
      "2 s",
      "2 min",
      "2 h",
      "0 s",
    ]);
  });
});
