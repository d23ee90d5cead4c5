import { useSyncExternalStore } from "react";
import { recall, remember } from "./remember";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "hub.theme";
const listeners = new Set<() => void>();

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function apply(theme: string | null): void {
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

/** Puts the remembered theme on the page; called before anything is drawn. */
export function restoreTheme(): void {
  apply(recall(KEY));
}

export function setTheme(theme: Theme): void {
  remember(KEY, theme);
  apply(theme);
  for (const listener of listeners) {
    listener();
  }
}

const darkSystem = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia(darkSystem);
  listeners.add(listener);
  system.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
  };
}

/** The person's choice. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current);
}

/** What is on screen, the system's own choice resolved: for canvases, which CSS cannot repaint. */
export function useShownTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, () => {
    const theme = current();
    if (theme !== "system") {
      return theme;
    }
    return window.matchMedia(darkSystem).matches ? "dark" : "light";
  });
}
