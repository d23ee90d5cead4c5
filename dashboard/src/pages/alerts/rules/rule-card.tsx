import { useState } from "react";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Refusal } from "../../../ui/states";
import { words } from "../words";
import { RuleForm } from "./rule-form";
import { type Rule, type RuleBody, useChangeRule, useDeleteRule } from "./rules";

interface RuleCardProps {
  rule: Rule;
  mayChange: boolean;
  mayTest: boolean;
}

/** One rule in a sentence, its version, and what can be changed about it. */
export function RuleCard({ rule, mayChange, mayTest }: RuleCardProps) {
  const { t, formats } = useLanguage();
  const w = useWords(words);
  const change = useChangeRule(rule);
  const remove = useDeleteRule(rule);
  const [mode, setMode] = useState<"shown" | "changed" | "removed">("shown");
  const { quiet_hours: quiet } = rule;
  const facts = [
    rule.platforms.map((platform) => t.platforms[platform] ?? platform).join(", ") || w.rules.every,
    rule.product_ids.join(", "),
    rule.warehouses.join(", "),
    quiet && w.rules.quietHours(quiet.from, quiet.to),
    w.rules.version(formats.count(rule.version)),
    w.rules.by(rule.created_by, formats.dateTime(new Date(rule.created_at))),
    rule.published_at === null && w.rules.untold,
  ].filter(Boolean);
  const error = change.error ?? remove.error;
  return (
    <li className="alert-card">
      <div>
        <p className="alert-head">
          <strong>{rule.name}</strong>
          {!rule.enabled && <span className="tag tag-quiet">{w.rules.off}</span>}
        </p>
        <p>
          {w.rules.says(
            w.rules.metrics[rule.metric],
            w.rules.comparisons[rule.comparison],
            formats.decimal(rule.threshold),
          )}
        </p>
        <p className="rule-facts">{facts.join(" · ")}</p>
      </div>
      {mayChange && mode !== "changed" && (
        <div className="rule-buttons">
          <Button name={w.rules.edit} rule={rule} onClick={() => setMode("changed")} />
          <Button
            name={rule.enabled ? w.rules.disable : w.rules.enable}
            rule={rule}
            onClick={() => change.mutate({ enabled: !rule.enabled })}
          />
          {mode === "shown" ? (
            <Button name={w.rules.remove} rule={rule} onClick={() => setMode("removed")} />
          ) : (
            <Button name={w.rules.removeSure} rule={rule} onClick={() => remove.mutate(undefined)} />
          )}
        </div>
      )}
      {mayTest && !mayChange && mode === "shown" && (
        <div className="rule-buttons">
          <Button name={w.rules.test.open} rule={rule} onClick={() => setMode("changed")} />
        </div>
      )}
      {mode === "changed" ? (
        <RuleForm
          rule={rule}
          error={change.error}
          isSaving={change.isPending}
          {...(mayChange && {
            onSave: (body: RuleBody) => change.mutate(body, { onSuccess: () => setMode("shown") }),
          })}
          onCancel={() => setMode("shown")}
        />
      ) : (
        error && <Refusal error={error} />
      )}
    </li>
  );
}

function Button({ name, rule, onClick }: { name: string; rule: Rule; onClick(): void }) {
  const w = useWords(words);
  return (
    <button type="button" className="button button-quiet" onClick={onClick}>
      {name}
      <span className="visually-hidden">{w.of(rule.name)}</span>
    </button>
  );
}
