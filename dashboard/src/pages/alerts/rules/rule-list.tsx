import { useState } from "react";
import { useMay } from "../../../api/roles";
import { useWords } from "../../../i18n/words";
import { Loaded } from "../../../ui/loaded";
import { PageTitle } from "../../../ui/page-title";
import { Panel } from "../../../ui/panel";
import { Empty } from "../../../ui/states";
import { words } from "../words";
import { RuleCard } from "./rule-card";
import { RuleForm } from "./rule-form";
import { type RuleBody, useAddRule, useRules } from "./rules";

/** The rules that raise alerts; those who may, change them here. */
export function RuleList() {
  const w = useWords(words).rules;
  const query = useRules();
  const add = useAddRule();
  const mayChange = useMay("operator");
  const mayTest = useMay("analyst");
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageTitle title={w.title} lead={w.lead} />
      <Panel title={w.title}>
        <Loaded query={query} lines={4}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty>{w.empty}</Empty>
            ) : (
              <ol className="alert-cards">
                {results.map((rule) => (
                  <RuleCard key={rule.rule_id} rule={rule} mayChange={mayChange} mayTest={mayTest} />
                ))}
              </ol>
            )
          }
        </Loaded>
        <div className="panel-foot">
          {!mayChange && <p>{w.viewer}</p>}
          {mayTest && !isAdding && (
            <button type="button" className="button" onClick={() => setAdding(true)}>
              {mayChange ? w.add : w.test.draft}
            </button>
          )}
          {mayTest && isAdding && (
            <RuleForm
              error={add.error}
              isSaving={add.isPending}
              {...(mayChange && {
                onSave: (body: RuleBody) => add.mutate(body, { onSuccess: () => setAdding(false) }),
              })}
              onCancel={() => setAdding(false)}
            />
          )}
        </div>
      </Panel>
    </>
  );
}
