import type { components } from "./frames";

type Schemas = components["schemas"];

/** What is added up: money is net of refunds unless its name says otherwise. */
export type Measures = Omit<Schemas["measures"], "currency">;

/** One platform's sums in one currency. */
export type PlatformSums = Schemas["platformTotal"];

/** The sums of one window `[window_start, window_end)`. */
export type WindowRow = Schemas["window"];

export type Product = Schemas["product"];
export type StockRow = Schemas["stock"];
export type Alert = Schemas["alert"];

/** Everything that the page shows: the state of the lake as the server last told it, section by section. */
export type Sections = Schemas["snapshotFrame"]["data"];
export type Publication = Sections["seam"];
export type Status = Schemas["statusFrame"]["data"];

export type Frame =
  | Schemas["snapshotFrame"]
  | Schemas["updateFrame"]
  | Schemas["alertFrame"]
  | Schemas["statusFrame"];

/** The currency of the page's totals; other currencies are shown beside them and never added. */
export const MAIN_CURRENCY = "BRL";

/** The platforms in the order in which the page always names them. */
export const PLATFORMS = ["amazon", "mercado_livre", "shopee"] as const;
