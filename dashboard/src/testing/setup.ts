import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// jsdom has no canvas; what the chart draws is looked at in a real browser.
vi.mock("../features/chart/plot", () => ({
  Plot: class {
    show() {}
    resize() {}
    repaint() {}
    point() {}
    destroy() {}
  },
}));

// A page is loaded when somebody goes there; on a busy machine that takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("This test has no server; `answer` gives it one.");
  });
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  }));
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["pt-BR"]);
  // A frame is painted at once: the test decides what arrives before it.
  vi.stubGlobal("requestAnimationFrame", (paint: () => void) => {
    queueMicrotask(paint);
    return 1;
  });
  vi.stubGlobal("cancelAnimationFrame", () => {});
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
