import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export interface PageEntry {
  name: PageName;
  /** Where the page's link leads. */
  path: string;
  /** The addresses that are the page's own, in the router's notation. */
  pattern: string;
  Page: LazyExoticComponent<ComponentType>;
}

export type PageName = "now" | "alerts" | "history" | "reconciliation" | "quarantine" | "health";

/** The pages in the order of the navigation. Each is loaded when somebody goes there. */
export const PAGES: readonly PageEntry[] = [
  { name: "now", path: "/", pattern: "/", Page: lazy(() => import("../pages/now/now-page")) },
  {
    name: "alerts",
    path: "/alerts",
    pattern: "/alerts/*?",
    Page: lazy(() => import("../pages/alerts/alerts-page")),
  },
  {
    name: "history",
    path: "/history",
    pattern: "/history/*?",
    Page: lazy(() => import("../pages/history/history-page")),
  },
  {
    name: "reconciliation",
    path: "/reconciliation",
    pattern: "/reconciliation/*?",
    Page: lazy(() => import("../pages/reconciliation/reconciliation-page")),
  },
  {
    name: "quarantine",
    path: "/quarantine",
    pattern: "/quarantine/*?",
    Page: lazy(() => import("../pages/quarantine/quarantine-page")),
  },
  {
    name: "health",
    path: "/health",
    pattern: "/health/*?",
    Page: lazy(() => import("../pages/health/health-page")),
  },
];
