import type { Alert, Sections } from "../api/model";

const DAY = { from: "2026-11-24T03:00:00Z", to: "2026-11-25T03:00:00Z", settled: "0.0000" };

/** The state of a lake in which something has arrived but nothing was sold. */
export function sections(given: Partial<Sections> = {}): Sections {
  return {
    meta: {
      status: "live",
      receipt: "S0.B0.V12.C0.P12.K9.A3.I12.N0.T9f2c01ab",
      fresh_as_of: "2026-11-24T15:00:00.000Z",
      ingest_seq: 12,
      zone: "America/Sao_Paulo",
      day: "2026-11-24",
    },
    seam: { seam: 0, publication_id: null, published_at: null, verdict: null, events: null, drift: null },
    now: {
      from: "2026-11-24T14:59:10Z",
      to: "2026-11-24T15:00:10Z",
      settled: "0.0000",
      results: [],
      totals: [],
    },
    today: { ...DAY, results: [], totals: [] },
    chart: { from: "2026-11-24T13:01:00Z", to: "2026-11-24T15:01:00Z", settled: "0.0000", results: [] },
    top: { ...DAY, results: [] },
    stock: { threshold: 10, products: 0, low_products: 0, low: [] },
    alerts: { latest: [] },
    ...given,
  };
}

export function alert(given: Partial<Alert> = {}): Alert {
  return {
    alert_id: "6b1f",
    alert_type: "HIGH_TICKET",
    timestamp: "2026-11-24T14:59:50.000Z",
    raised_at: "2026-11-24T14:59:51.310Z",
    platform: "amazon",
    message: "Sale of R$ 4895.83",
    event_id: "SF_5a1f",
    product_id: "PROD_8391",
    product_name: 'LG OLED 55"',
    value: "4895.83",
    threshold: "3000.00",
    historical: false,
    rule_id: "HIGH_TICKET",
    rule_version: 1,
    warehouse: null,
    state: "open",
    resolution: null,
    part_of: "6b1f",
    ...given,
  };
}
