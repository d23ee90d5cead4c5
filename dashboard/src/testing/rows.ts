import type { PlatformSums, WindowRow } from "../api/model";

export function sales(given: Partial<PlatformSums> = {}): PlatformSums {
  return {
    platform: "amazon",
    currency: "BRL",
    revenue: "0.00",
    gross: "0.00",
    refunds: "0.00",
    orders: 0,
    units: 0,
    views: 0,
    ...given,
  };
}

/** A window of one minute that begins at `start`. */
export function minute(start: string, given: Partial<PlatformSums> = {}): WindowRow {
  const end = new Date(Date.parse(start) + 60_000).toISOString();
  return { ...sales(given), window_start: start, window_end: end };
}
