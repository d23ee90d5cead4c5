import { describe, expect, it } from "vitest";
import { minute } from "../../testing/rows";
import { lastMinutes, MINUTES_SHOWN } from "./minutes";

const NOW = Date.parse("2026-11-24T15:04:37Z");

describe("the last minutes", () => {
  it("are two hours that end with the open minute", () => {
    const minutes = lastMinutes([], NOW, NOW);
    expect(minutes).toHaveLength(MINUTES_SHOWN);
    expect(new Date(minutes[0]?.start ?? 0).toISOString()).toBe("2026-11-24T13:05:00.000Z");
    expect(new Date(minutes.at(-1)?.start ?? 0).toISOString()).toBe("2026-11-24T15:04:00.000Z");
  });

  it("hold each platform in its place and zero where nothing was sold", () => {
    const minutes = lastMinutes(
      [
        minute("2026-11-24T15:03:00Z", { platform: "shopee", revenue: "2.50", orders: 1 }),
        minute("2026-11-24T15:03:00Z", { platform: "amazon", revenue: "0.10", orders: 2 }),
      ],
      NOW,
      NOW,
    );
    expect(minutes.at(-2)).toMatchObject({ amounts: ["0.10", "0.00", "2.50"], total: "2.60", orders: 3 });
    expect(minutes.at(-1)).toMatchObject({ amounts: ["0.00", "0.00", "0.00"], total: "0.00", orders: 0 });
  });

  it("leave other currencies out", () => {
    const minutes = lastMinutes(
      [minute("2026-11-24T15:04:00Z", { currency: "USD", revenue: "9.00" })],
      NOW,
      NOW,
    );
    expect(minutes.at(-1)?.total).toBe("0.00");
  });

  it("are provisional until a batch has come in after their end", () => {
    const fresh = Date.parse("2026-11-24T15:03:30Z");
    expect(lastMinutes([], NOW, fresh).map((each) => each.provisional)).toEqual([
      ...Array(MINUTES_SHOWN - 2).fill(false),
      true,
      true,
    ]);
  });

  it("read a moment with an offset as the same minute", () => {
    const minutes = lastMinutes([minute("2026-11-24T12:04:00-03:00", { revenue: "9.00" })], NOW, NOW);
    expect(minutes.at(-1)?.total).toBe("9.00");
  });
});
