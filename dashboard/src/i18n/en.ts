import type { Messages } from "./pt-br";

export const en: Messages = {
  product: "Realtime Analytics Hub",
  skip: "Skip to content",
  platforms: { amazon: "Amazon", mercado_livre: "Mercado Livre", shopee: "Shopee" },
  allPlatforms: "All platforms",

  navigation: {
    label: "Pages",
    pages: {
      now: "Now",
      alerts: "Alerts",
      history: "History",
      reconciliation: "Reconciliation",
      quarantine: "Quarantine",
      health: "Health",
    },
  },
  signOut: "Sign out",
  noSuchPage: {
    title: "There is no such page",
    body: "The address leads nowhere. Check it, or begin with the numbers of now.",
    action: "See the numbers of now",
  },

  controls: {
    language: "Language",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
  },

  connection: {
    label: "Connection",
    states: {
      connecting: "Connecting",
      "warming-up": "Warming up",
      live: "Live",
      stale: "No news",
      degraded: "Lake unavailable",
      waiting: "Disconnected",
      refused: "No access",
    },
    retry: "Try now",
    retryIn: (wait) => `next attempt in ${wait}`,
    updated: (age) => `updated ${age} ago`,
    staleHint: (age) =>
      `Nothing has reached the lake for ${age}. The numbers below are the last known ones; see the DAG “stream” in Airflow.`,
    waitingHint:
      "The server does not answer. The numbers below are the last known ones and move again by themselves when it is back.",
    degradedHint: "The server cannot read the lake. The numbers below are the last known ones.",
  },

  gate: {
    "signed-out": {
      title: "Sign in to see the numbers",
      body: "Your session has ended or has not begun. Open the log-in link that “hub up” prints, or sign in with your account.",
      action: "Sign in",
    },
    forbidden: {
      title: "Your account may not see this dashboard",
      body: "Ask whoever runs the hub for the role “viewer”, or sign in with another account.",
      action: "Sign in with another account",
    },
  },

  warmingUp: {
    title: "Warming up",
    body: "The stream is beginning to read the sales. The first number appears here by itself, usually within a minute.",
  },

  failure: {
    title: "This part could not be loaded",
    retry: "Try again",
  },
  outdated: (when) => `Values of ${when}: they could not be brought up to date.`,
  loading: "Loading",

  revenue: {
    title: "Revenue",
    todayOn: (day) => `Today, ${day}`,
    lastSeconds: "Last 60 s",
    provisional: "provisional",
    lastMinutes: (minutes) => `Last ${minutes} min`,
    orders: "Orders",
    units: "Units",
    views: "Views",
    shares: "Each platform’s share of today’s revenue",
    otherCurrencies: "In other currencies",
  },

  chart: {
    title: "Revenue per minute, last 2 hours",
    empty: "No sales in the last 2 hours.",
    describe: (total, best, at) => `${total} in the last 2 hours; the best minute was ${at} with ${best}.`,
    slider: "Minute of the chart",
    seam: "seam: reconciled up to here",
    seamShort: "reconciled up to here",
    showTable: "See the numbers as a table",
    caption: "Revenue per minute and platform, newest first",
    minute: "Minute",
    total: "Total",
  },

  products: {
    title: "Best sellers today",
    product: "Product",
    platform: "Platform",
    units: "Units",
    revenue: "Revenue",
    empty: "No product sold today.",
  },

  stock: {
    title: "Stock",
    product: "Product",
    quantity: "On hand",
    low: "low",
    out: "sold out",
    summary: (low, threshold, all) => `${low} of ${all} under ${threshold}`,
    empty: "No stock level received yet.",
    noneLow: (threshold) => `No stock level under ${threshold}.`,
    all: "All stock levels",
    onlyLow: "Low stock levels",
    showAll: "See all stock levels",
    showLow: "See only the low ones",
    truncated: (count) => `The ${count} lowest levels.`,
  },

  alerts: {
    title: "Alerts",
    empty: "No alerts. Sales above the limit and low stock appear here.",
    types: {
      LOW_STOCK: "Low stock",
      HIGH_STOCK: "High stock",
      LOW_TICKET: "Low-ticket sale",
      HIGH_TICKET: "High-ticket sale",
      LOW_QUANTITY: "Small sale",
      HIGH_QUANTITY: "Large sale",
      LOW_PRICE: "Low price",
      HIGH_PRICE: "High price",
      LOW_REFUND: "Small refund",
      HIGH_REFUND: "Large refund",
    },
    historical: "historical",
    lowStock: (product, quantity) => `${product}: ${quantity} left`,
    soldOut: (product) => `${product}: sold out`,
    ofMoney: (product, amount) => `${product}: ${amount}`,
    pieces: (product, quantity) => `${product}: ${quantity} pieces`,
    arrived: (type, text) => `New alert. ${type}. ${text}`,
  },

  reconciliation: {
    title: "Reconciliation",
    none: "Not reconciled yet",
    noneHint: ["Trigger", "in Airflow to check these numbers to the cent."],
    exact: "Matches to the cent.",
    differs: "The live view and the exact one differ.",
    verdicts: {
      approved: "Approved although a check had failed.",
      rolled_back: "An earlier publication is in effect again.",
    },
    published: (when) => `Published ${when}.`,
    cause: {
      late: "late arrival",
      refund: "refund",
      cancellation: "cancellation",
      duplicate: "repeat",
      conflict: "conflict",
      beyond_horizon: "repeat beyond the horizon",
      contract_change: "contract change",
      rule_change: "rule change",
      speed_drift: "live drift",
    },
    settled: (share) => `${share} of today’s events are reconciled.`,
    open: "See the reconciliation",
  },

  footer: {
    receipt: "Receipt",
    copy: "Copy receipt",
    copied: "Receipt copied",
    freshAsOf: (when) => `data up to ${when}`,
    docs: "API documentation",
    zone: (zone) => `Times in ${zone}`,
  },
};
