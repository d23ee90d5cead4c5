import type { components } from "../../api/rest";
import { type Drift, readDrift } from "../../features/reconciliation/drift";
import { type Money, sumMoney, toCents } from "../../format/money";

type Schemas = components["schemas"];
export type Publication = Schemas["PublicationShape"];
type Reconciliation = Schemas["ReconciliationShape"];

/** One check of a run, and what it found. */
export interface Check {
  name: string;
  passed: boolean;
  found: Record<string, unknown>;
}

/** Events that one cause moved on one platform, as the run lists them. */
export interface CauseEvents {
  cause: string;
  platform: string;
  currency: string;
  revenue: Money;
  event_ids?: string[];
  ids_left_out?: number;
}

/** A publication with what its reconciliation found. */
export interface Finding {
  publication: Publication;
  events: number | null;
  drift: Drift;
  causes: CauseEvents[];
  checks: Check[];
}

export function findingsOf(
  publications: readonly Publication[],
  reconciliations: readonly Reconciliation[],
): Finding[] {
  const found = new Map(reconciliations.map((each) => [each.publication_id, each]));
  return publications.map((publication) => {
    const run = found.get(publication.publication_id);
    return {
      publication,
      events: run?.events ?? null,
      drift: readDrift(run?.drift),
      causes: ((run?.drift ?? {}) as { causes?: CauseEvents[] }).causes ?? [],
      checks: Array.isArray(run?.checks) ? (run.checks as Check[]) : [],
    };
  });
}

/** Revenue that a cause moved, and in how many of the runs. */
export interface CauseTotal {
  cause: string;
  currency: string;
  revenue: Money;
  runs: number;
}

/** Adds the causes of several runs up; a publication that came back tells of its first run, which is there already. */
export function totalsByCause(findings: readonly Finding[]): CauseTotal[] {
  const totals = new Map<string, CauseTotal>();
  for (const { publication, drift } of findings) {
    if (publication.verdict === "rolled_back") {
      continue;
    }
    for (const { cause, currency, revenue } of drift.causes) {
      const key = `${cause} ${currency}`;
      const known = totals.get(key) ?? { cause, currency, revenue: "0.00", runs: 0 };
      totals.set(key, { ...known, revenue: sumMoney([known.revenue, revenue]), runs: known.runs + 1 });
    }
  }
  return [...totals.values()].sort((left, right) => size(right) - size(left));
}

function size({ revenue }: CauseTotal): number {
  const cents = toCents(revenue);
  return Number(cents < 0n ? -cents : cents);
}
