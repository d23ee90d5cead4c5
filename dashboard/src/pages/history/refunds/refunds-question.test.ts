import { describe, expect, it } from "vitest";
import { addressOf, askedOf, questionOf } from "./refunds-question";

const ZONE = "America/Sao_Paulo";
const NOW = new Date("2026-11-24T01:30:00Z");
const read = (text: string) => questionOf(new URLSearchParams(text), ZONE, NOW);

describe("a question about refunds", () => {
  it("is about the seven days that have ended when the address says nothing", () => {
    expect(read("")).toEqual({
      first: "2026-11-16",
      last: "2026-11-22",
      platform: undefined,
      isByDay: false,
    });
  });

  it("comes back from the address that it was written to", () => {
    const question = { first: "2026-10-01", last: "2026-10-31", platform: "shopee", isByDay: true };
    expect(read(String(new URLSearchParams(addressOf(question))))).toEqual(question);
  });

  it("goes back from its last day as far as the API answers", () => {
    expect(read("first=2026-01-01&last=2026-10-31").first).toBe("2026-10-01");
  });

  it("does not begin after its end", () => {
    expect(read("first=2026-10-09&last=2026-10-08").first).toBe("2026-10-02");
  });

  it("asks for whole days of the page's zone", () => {
    expect(askedOf(read("first=2026-10-01&last=2026-10-02"), ZONE)).toEqual({
      from: "2026-10-01T03:00:00.000Z",
      to: "2026-10-03T03:00:00.000Z",
    });
  });
});
