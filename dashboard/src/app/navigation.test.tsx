import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { receive, renderApp } from "../testing/render-app";
import { sections } from "../testing/sections";
import { answer } from "../testing/server";

function open(path: string): void {
  window.history.replaceState(null, "", path);
  renderApp();
  receive({ type: "snapshot", seq: 1, data: sections() });
}

function navigation(): HTMLElement {
  return screen.getByRole("navigation", { name: "Páginas" });
}

describe("the pages", () => {
  it("are reached by their addresses, and the navigation says where one is", async () => {
    answer({ "/api/health/": { status: "live", service: "hub", version: "1", components: {} } });
    open("/health");
    expect(await screen.findByRole("heading", { level: 1, name: "Saúde" })).toBeDefined();
    expect(within(navigation()).getByRole("link", { current: "page" }).textContent).toBe("Saúde");
    expect(document.title).toBe("Saúde · Realtime Analytics Hub");
  });

  it("take the focus at their heading after a link, not when they are opened", async () => {
    answer({ "/api/publications/": { results: [] }, "/api/reconciliations/": { results: [] } });
    open("/");
    await screen.findByRole("heading", { level: 1, name: "Agora" });
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(within(navigation()).getByRole("link", { name: "Conciliação" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Conciliação" })).toBe(
      document.activeElement,
    );
  });

  it("do not include an address that leads nowhere", async () => {
    open("/nowhere");
    expect(await screen.findByRole("heading", { level: 1, name: "Esta página não existe" })).toBeDefined();
  });

  it("say in the server's words what could not be read, and try again", async () => {
    const error = {
      code: "lake_unavailable",
      message: "The lake cannot be read.",
      hint: "Look at the disk.",
      data: {},
    };
    const calls = answer({ "/api/publications/": [error, 503], "/api/reconciliations/": { results: [] } });
    open("/reconciliation");
    expect((await screen.findByRole("alert")).textContent).toContain("Look at the disk.");
    const before = calls.length;
    await userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));
    expect(calls.length).toBeGreaterThan(before);
  });
});

describe("signing out", () => {
  it("is a form that carries the secret of this session", () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page reads the cookie that the server has set in this way.
    document.cookie = "hub_csrf_3000=secret";
    open("/");
    const form = screen.getByRole("button", { name: "Sair" }).closest("form");
    expect(form?.method).toBe("post");
    expect(new FormData(form ?? undefined).get("csrfmiddlewaretoken")).toBe("secret");
  });
});
