import { client, dataOf } from "./client";

export const STOCK_LIMIT = 500;

/** The lowest stock levels of all products. Throws ApiError. */
export async function fetchStock(signal: AbortSignal) {
  return dataOf(await client.GET("/api/stock/", { params: { query: { limit: STOCK_LIMIT } }, signal }));
}
