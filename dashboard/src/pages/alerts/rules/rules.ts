import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../../api/client";
import type { components } from "../../../api/rest";

type Schemas = components["schemas"];
export type Rule = Schemas["RuleShape"];
export type RuleBody = Schemas["RuleBodyRequest"];
export type RuleChange = Schemas["PatchedRuleChangeBodyRequest"];

const KEY = ["rules"];

export function useRules() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => dataOf(await client.GET("/api/rules/", { signal })),
  });
}

/** A change of the rules; the list is read again whether it succeeded or not. */
function useChange<Change>(change: (change: Change) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: KEY }) });
}

export function useAddRule() {
  return useChange(async (body: RuleBody) => dataOf(await client.POST("/api/rules/", { body })));
}

/** Changes a rule, unless somebody else has changed it since it was read. */
export function useChangeRule({ rule_id, version }: Rule) {
  return useChange(async (body: RuleChange) => {
    const params = { path: { rule_id } };
    return dataOf(await client.PATCH("/api/rules/{rule_id}/", { params, body: { ...body, version } }));
  });
}

export function useDeleteRule({ rule_id }: Rule) {
  return useChange(async (_: undefined) => {
    const answer = await client.DELETE("/api/rules/{rule_id}/", { params: { path: { rule_id } } });
    return answer.response.ok || dataOf(answer);
  });
}
