import type { RuleBody } from "./rules";

/** What a filled form asks for. An amount may be written with a comma, as people in Brazil do. */
export function bodyOf(form: FormData): RuleBody {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const amount = (name: string) => text(name).replace(",", ".");
  const list = (name: string) =>
    text(name)
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean);
  const [from, to] = [text("quiet_from"), text("quiet_to")];
  return {
    name: text("name"),
    metric: text("metric") as RuleBody["metric"],
    comparison: text("comparison") as RuleBody["comparison"],
    threshold: amount("threshold"),
    recover: amount("recover") || null,
    platforms: form.getAll("platforms") as NonNullable<RuleBody["platforms"]>,
    product_ids: list("product_ids"),
    warehouses: list("warehouses"),
    quiet_hours: from && to ? { from, to } : null,
  };
}
