import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { receive, renderApp } from "../../testing/render-app";
import { queued } from "../../testing/runs";
import { sections } from "../../testing/sections";
import { answer } from "../../testing/server";

const RUN = queued("reconcile");
const NOTHING = { results: [], next: null };
const AT_RUN = "/api/operations/runs/reconcile/hub__1/";

function open(role: string, answers: Parameters<typeof answer>[0]) {
  const requests = answer({
    "/api/me/": { name: "maria", role },
    "/api/publications/": NOTHING,
    ...answers,
  });
  window.history.replaceState(null, "", "/reconciliation");
  renderApp();
  receive({ type: "snapshot", seq: 1, data: sections() });
  return requests;
}

describe("reconcile now", () => {
  it("starts a run with the session's secret and tells what came of it", async () => {
    const ended = { ...RUN, state: "success", outcome: "nothing_new" };
    const requests = open("operator", {
      "/api/reconciliations/": (request) => (request.method === "POST" ? [RUN, 202] : NOTHING),
      [AT_RUN]: ended,
    });
    await userEvent.click(await screen.findByRole("button", { name: "Conciliar agora" }));
    expect(await screen.findByText("nada de novo")).toBeDefined();
    const started = requests.find((request) => request.method === "POST");
    expect(started?.headers.has("X-CSRFToken")).toBe(true);
  });

  it("follows the run that is under way instead of failing", async () => {
    const busy = { code: "run_under_way", message: "Busy.", hint: "Wait.", data: RUN };
    open("operator", {
      "/api/reconciliations/": (request) => (request.method === "POST" ? [busy, 409] : NOTHING),
      [AT_RUN]: { ...RUN, state: "running", outcome: "running" },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Conciliar agora" }));
    expect(await screen.findByText("em andamento")).toBeDefined();
  });

  it("says in the server's words why it could not start", async () => {
    const away = { code: "airflow_unavailable", message: "Airflow is away.", hint: "Start it.", data: {} };
    open("admin", {
      "/api/reconciliations/": (request) => (request.method === "POST" ? [away, 503] : NOTHING),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Conciliar agora" }));
    expect((await screen.findByRole("alert")).textContent).toBe("Airflow is away. Start it.");
  });

  it("is not offered to those who may not", async () => {
    open("analyst", { "/api/reconciliations/": NOTHING });
    expect(await screen.findByText(/Quem tem o papel “operator”/)).toBeDefined();
    expect(screen.queryByRole("button", { name: "Conciliar agora" })).toBeNull();
  });
});
