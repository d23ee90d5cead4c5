import { client, dataOf } from "../../../api/client";
import type { components } from "../../../api/rest";
import type { Run } from "../../../features/runs/runs";
import type { RuleBody } from "./rules";

const DAY_MS = 86_400_000;

/** What a run of the DAG `backtest` says of itself; its alerts are the newest ones. */
export interface Told {
  alerts: number;
  events: number;
  historical: number;
  resolutions: Record<string, number>;
  newest: ToldAlert[];
}

export interface ToldAlert {
  alert_id: string;
  platform: string;
  message: string;
  timestamp: string;
  historical: boolean;
  resolution: string | null;
}

/** A draft rule, and how many days back it is tested. */
export interface Draft {
  body: RuleBody;
  ruleId: string | undefined;
  days: number;
}

/** Starts a run that says which alerts the draft would have raised. */
export async function startBacktest({ body, ruleId, days }: Draft): Promise<Run> {
  // What raises no alert is no part of the question.
  const { name: _name, quiet_hours: _quiet, enabled: _enabled, ...detected } = body;
  const rule: components["schemas"]["TestedRuleBodyRequest"] = {
    ...detected,
    ...(ruleId && { rule_id: ruleId }),
  };
  const from = new Date(Date.now() - days * DAY_MS).toISOString();
  return dataOf(await client.POST("/api/rules/backtest/", { body: { rule, from } }));
}

/** What the run found, once it has. */
export function toldBy(run: Run | undefined): Told | undefined {
  return run?.outcome === "done" ? (run.told as unknown as Told) : undefined;
}
