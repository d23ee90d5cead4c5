import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { receive, renderApp } from "../../../testing/render-app";
import { queued } from "../../../testing/runs";
import { sections } from "../../../testing/sections";
import { answer } from "../../../testing/server";

const RUN = queued("backtest");
const TOLD = {
  status: "done",
  alerts: 41,
  events: 190,
  historical: 3,
  resolutions: { recovered: 37, open: 4 },
  newest: [
    {
      alert_id: "a1",
      platform: "amazon",
      message: "Low stock: Fone has 4 left",
      timestamp: "2026-11-07T20:59:50Z",
      historical: false,
      resolution: null,
    },
  ],
};

function open(role: string, answers: Parameters<typeof answer>[0] = {}) {
  const requests = answer({
    "/api/me/": { name: "maria", role },
    "/api/rules/": { results: [], next: null },
    "/api/rules/backtest/": [RUN, 202],
    "/api/operations/runs/backtest/hub__1/": { ...RUN, state: "success", outcome: "done", told: TOLD },
    ...answers,
  });
  window.history.replaceState(null, "", "/alerts/rules");
  renderApp();
  receive({ type: "snapshot", seq: 1, data: sections() });
  return requests;
}

async function fill(openForm: string) {
  await userEvent.click(await screen.findByRole("button", { name: openForm }));
  await userEvent.type(screen.getByLabelText("Limite"), "500,50");
}

describe("a rule tested on the past", () => {
  it("tells which alerts it would have raised, and saves nothing", async () => {
    const requests = open("operator");
    await fill("Nova regra");
    await userEvent.type(screen.getByLabelText("Nome"), "Caro");
    await userEvent.selectOptions(screen.getByLabelText("Período do teste"), "30");
    await userEvent.click(screen.getByRole("button", { name: "Testar no passado" }));

    expect(await screen.findByText("Teria disparado 41 alertas, em 190 eventos.")).toBeDefined();
    expect(screen.getByText(/o nível voltou: 37 · aberto: 4/)).toBeDefined();
    const row = screen.getByRole("row", { name: /Fone has 4 left/ });
    expect(within(row).getByText("aberto")).toBeDefined();
    const sent = requests.filter((request) => request.method === "POST");
    expect(sent.map((request) => new URL(request.url).pathname)).toEqual(["/api/rules/backtest/"]);
    const body = await sent[0]?.json();
    expect(body.rule).toEqual({
      metric: "sale_total",
      comparison: "above",
      threshold: "500.50",
      recover: null,
      platforms: [],
      product_ids: [],
      warehouses: [],
    });
    expect((Date.now() - Date.parse(body.from)) / 86_400_000).toBeCloseTo(30, 2);
  });

  it("is for analysts, too, who cannot save it", async () => {
    open("analyst");
    await fill("Testar uma regra");
    expect(screen.queryByRole("button", { name: "Salvar" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Testar no passado" }));
    expect(await screen.findByText(/Teria disparado 41 alertas/)).toBeDefined();
  });

  it("is not offered to viewers", async () => {
    open("viewer");
    expect(await screen.findByText(/Quem tem o papel “operator”/)).toBeDefined();
    expect(screen.queryByRole("button", { name: /Testar|Nova regra/ })).toBeNull();
  });

  it("says in the server's words what cannot be tested", async () => {
    const refusal = { code: "bad_rule", message: "recover is 1.", hint: "Leave it out.", data: {} };
    open("operator", { "/api/rules/backtest/": [refusal, 400] });
    await fill("Nova regra");
    await userEvent.type(screen.getByLabelText("Nome"), "Caro");
    await userEvent.click(screen.getByRole("button", { name: "Testar no passado" }));
    expect((await screen.findByRole("alert")).textContent).toBe("recover is 1. Leave it out.");
  });
});
