import { describe, expect, it } from "vitest";
import { addDays, dayOf, isDay, localOf, momentOf, startOf } from "./zone";

const SAO_PAULO = "America/Sao_Paulo";
const NEW_YORK = "America/New_York";

describe("local times", () => {
  it("are read in the page's zone, whatever zone the browser is in", () => {
    expect(momentOf("2026-11-23T10:30", SAO_PAULO).toISOString()).toBe("2026-11-23T13:30:00.000Z");
    expect(localOf(new Date("2026-11-23T02:30:00Z"), SAO_PAULO)).toBe("2026-11-22T23:30");
  });

  it("follow the clocks when they change", () => {
    expect(momentOf("2026-03-08T01:59", NEW_YORK).toISOString()).toBe("2026-03-08T06:59:00.000Z");
    expect(momentOf("2026-03-08T03:00", NEW_YORK).toISOString()).toBe("2026-03-08T07:00:00.000Z");
    expect(startOf("2026-11-02", NEW_YORK).toISOString()).toBe("2026-11-02T05:00:00.000Z");
  });

  it("come back as they were", () => {
    for (const local of ["2026-01-01T00:00", "2026-07-15T12:34", "2026-12-31T23:59"]) {
      expect(localOf(momentOf(local, NEW_YORK), NEW_YORK)).toBe(local);
    }
  });
});

describe("days", () => {
  it("end where the next begins", () => {
    expect(dayOf(new Date("2026-11-24T02:59:59Z"), SAO_PAULO)).toBe("2026-11-23");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("are told from other text", () => {
    expect(isDay("2026-11-23")).toBe(true);
    expect(isDay("2026-13-40")).toBe(false);
    expect(isDay("monday")).toBe(false);
    expect(isDay(null)).toBe(false);
  });
});
