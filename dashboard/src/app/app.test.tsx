import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Sections } from "../api/model";
import { FakeSocket } from "../testing/fake-socket";
import { receive, renderApp } from "../testing/render-app";
import { sales } from "../testing/rows";
import { alert, sections } from "../testing/sections";

const NO_BREAK_SPACES = /[\u00a0\u202f]/g;

function freshSections(given: Partial<Sections> = {}): Sections {
  const base = sections(given);
  return { ...base, meta: { ...base.meta, fresh_as_of: new Date().toISOString() } };
}

async function show(given: Partial<Sections> = {}): Promise<void> {
  renderApp();
  receive({ type: "snapshot", seq: 1, data: freshSections(given) });
  await screen.findByRole("region", { name: "Receita" });
  await screen.findByText("Ao vivo");
}

function region(name: string): HTMLElement {
  return screen.getByRole("region", { name });
}

function text(element: HTMLElement): string {
  return (element.textContent ?? "").replace(NO_BREAK_SPACES, " ");
}

describe("the page", () => {
  it("says that it is connecting before anything is known", () => {
    renderApp();
    expect(screen.getByRole("status", { name: "Conexão" }).textContent).toBe("Conectando");
    expect(screen.queryByText(/R\$/)).toBeNull();
  });

  it("shows no zero that is not known while the stream warms up", async () => {
    renderApp();
    const { meta } = sections();
    receive({
      type: "snapshot",
      seq: 1,
      data: sections({ meta: { ...meta, status: "warming up", fresh_as_of: null } }),
    });
    expect(await screen.findByText(/O primeiro número aparece aqui sozinho/)).toBeDefined();
    expect(screen.queryByText(/R\$/)).toBeNull();
  });

  it("adds the platforms up to the cent", async () => {
    const results = [
      sales({ platform: "amazon", revenue: "0.10", orders: 1 }),
      sales({ platform: "shopee", revenue: "0.20", orders: 1 }),
    ];
    await show({ today: { ...sections().today, results } });
    const all = screen.getByRole("heading", { name: "Todas as plataformas" }).closest("li");
    expect(all && text(all)).toContain("R$ 0,30");
  });

  it("shows another currency beside the total, not in it", async () => {
    const results = [sales({ revenue: "1.00" }), sales({ revenue: "2.00", currency: "USD" })];
    await show({ today: { ...sections().today, results } });
    expect(text(region("Receita"))).toContain("Em outras moedas: US$ 2,00");
  });

  it("reads a new alert out, but not those that were there", async () => {
    await show({ alerts: { latest: [alert({ alert_id: "old" })] } });
    const spoken = screen.getByTestId("arrived");
    expect(spoken.textContent).toBe("");
    receive({
      type: "alert",
      seq: 2,
      data: alert({ alert_id: "new", alert_type: "LOW_STOCK", value: "4.00" }),
    });
    await act(async () => {});
    expect(text(spoken)).toBe('Novo alerta. Estoque baixo. LG OLED 55": restam 4');
    expect(within(region("Alertas")).getAllByRole("listitem")).toHaveLength(2);
  });

  it("marks alerts of the past", async () => {
    await show({ alerts: { latest: [alert({ historical: true })] } });
    expect(within(region("Alertas")).getByText("histórico")).toBeDefined();
  });

  it("sends a person without a session to the log-in", async () => {
    renderApp();
    act(() => FakeSocket.last.closeBy(4401));
    expect(await screen.findByRole("link", { name: "Entrar" })).toHaveProperty("pathname", "/login/");
  });

  it("keeps the last numbers when the connection is lost, and tries again on request", async () => {
    await show({ today: { ...sections().today, results: [sales({ revenue: "12.00" })] } });
    act(() => FakeSocket.last.closeBy(1006));
    expect(await screen.findByText("Desconectado")).toBeDefined();
    expect(text(region("Receita"))).toContain("R$ 12,00");
    await userEvent.click(screen.getByRole("button", { name: "Tentar agora" }));
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("says so while nothing new comes in", async () => {
    renderApp();
    receive({ type: "snapshot", seq: 1, data: sections() });
    expect(await screen.findByText("Sem novidades")).toBeDefined();
  });

  it("changes its language and remembers it", async () => {
    await show();
    await userEvent.click(screen.getByRole("radio", { name: "English" }));
    expect(screen.getByRole("heading", { name: "Revenue" })).toBeDefined();
    expect(document.documentElement.lang).toBe("en");
    expect(localStorage.getItem("hub.language")).toBe("en");
  });

  it("changes its theme", async () => {
    await show();
    await userEvent.click(screen.getByRole("radio", { name: "Escuro" }));
    expect(document.documentElement.dataset.theme).toBe("dark");
    await userEvent.click(screen.getByRole("radio", { name: "Do sistema" }));
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it("asks for a reconciliation until there has been one", async () => {
    await show();
    expect(text(region("Conciliação"))).toContain("Ainda não conciliado.");
    const published = { seam: 40, publication_id: "p", published_at: "2026-11-24T14:00:00Z", events: 9 };
    const repeat = { cause: "beyond_horizon", platform: "amazon", currency: "BRL", revenue: "3.00" };
    receive({
      type: "update",
      seq: 2,
      data: { seam: { ...published, verdict: "passed", drift: { matches: false, causes: [repeat] } } },
    });
    expect(await screen.findByText("O ao vivo e o exato diferem.")).toBeDefined();
    expect(text(region("Conciliação"))).toContain("repetição além do horizonte R$ 3,00");
    receive({
      type: "update",
      seq: 3,
      data: { seam: { ...published, verdict: "approved", drift: { matches: true, causes: [] } } },
    });
    expect(await screen.findByText("Confere até o centavo.")).toBeDefined();
    expect(text(region("Conciliação"))).toContain("Aprovado apesar de uma verificação que falhou.");
  });
});

describe("the chart's slider", () => {
  it("reads out a minute with every platform", async () => {
    await show();
    const slider = screen.getByRole("slider", { name: "Minuto do gráfico" });
    expect(slider.getAttribute("aria-valuetext")?.replace(NO_BREAK_SPACES, " ")).toMatch(
      /^\d\d:\d\d, provisório: R\$ 0,00\. Amazon R\$ 0,00, Mercado Livre R\$ 0,00, Shopee R\$ 0,00$/,
    );
  });

  it("has a twin in a table", async () => {
    await show();
    await userEvent.click(screen.getByText("Ver os números em tabela"));
    expect(within(region("Receita por minuto, últimas 2 horas")).getAllByRole("row")).toHaveLength(121);
  });
});
