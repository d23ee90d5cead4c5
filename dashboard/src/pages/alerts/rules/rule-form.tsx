import { type FormEvent, useRef, useState } from "react";
import { PLATFORMS } from "../../../api/model";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Refusal } from "../../../ui/states";
import { words } from "../words";
import { BacktestAction } from "./backtest-action";
import { bodyOf } from "./rule-body";
import type { Rule, RuleBody } from "./rules";

interface RuleFormProps {
  rule?: Rule;
  error: Error | null;
  isSaving: boolean;
  /** Nothing for who may test a rule and not change one. */
  onSave?: (body: RuleBody) => void;
  onCancel(): void;
}

/** Everything about a rule that a person decides. The server says what of it cannot be. */
export function RuleForm({ rule, error, isSaving, onSave, onCancel }: RuleFormProps) {
  const { t } = useLanguage();
  const w = useWords(words).rules;
  const [metric, setMetric] = useState<string>(rule?.metric ?? "sale_total");
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave?.(bodyOf(new FormData(event.currentTarget)));
  };
  const text = (name: string, label: string, value: string | undefined, more: object = {}) => (
    <label>
      {label}
      <input name={name} className="field" defaultValue={value ?? ""} {...more} />
    </label>
  );
  const amount = { inputMode: "decimal", pattern: "[0-9]+([.,][0-9]{1,2})?" };
  return (
    <form ref={form} className="form-row rule-form" onSubmit={submit}>
      {onSave && text("name", w.name, rule?.name, { required: true, maxLength: 120 })}
      <label>
        {w.metric}
        <select
          name="metric"
          className="select"
          value={metric}
          onChange={(event) => setMetric(event.currentTarget.value)}
        >
          <Options of={w.metrics} />
        </select>
      </label>
      <label>
        {w.comparison}
        <select name="comparison" className="select" defaultValue={rule?.comparison ?? "above"}>
          <Options of={w.comparisons} />
        </select>
      </label>
      {text("threshold", w.threshold, rule?.threshold, { required: true, ...amount })}
      {metric === "stock_quantity" && text("recover", w.recover, rule?.recover ?? "", amount)}
      <fieldset>
        <legend>{w.platforms}</legend>
        {PLATFORMS.map((platform) => (
          <label key={platform}>
            <input
              type="checkbox"
              name="platforms"
              value={platform}
              defaultChecked={rule?.platforms.includes(platform) ?? false}
            />{" "}
            {t.platforms[platform]}
          </label>
        ))}
      </fieldset>
      {text("product_ids", w.products, rule?.product_ids.join(", "))}
      {metric === "stock_quantity" && text("warehouses", w.warehouses, rule?.warehouses.join(", "))}
      {onSave && (
        <fieldset>
          <legend>{w.quiet}</legend>
          {(["from", "to"] as const).map((name) => (
            <label key={name}>
              {w[name]}{" "}
              <input
                type="time"
                name={`quiet_${name}`}
                className="field"
                defaultValue={rule?.quiet_hours?.[name] ?? ""}
              />
            </label>
          ))}
        </fieldset>
      )}
      <div className="form-buttons">
        {onSave && (
          <button type="submit" className="button button-main" disabled={isSaving}>
            {w.save}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {w.cancel}
        </button>
      </div>
      {error && <Refusal error={error} />}
      <BacktestAction form={form} ruleId={rule?.rule_id} />
    </form>
  );
}

function Options({ of }: { of: Record<string, string> }) {
  return Object.entries(of).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}
