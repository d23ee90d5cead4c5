import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "./types.mjs";

it("follows the reference documents, else `npm run types` is due", async () => {
  for (const [name, text] of Object.entries(await generate())) {
    expect(await readFile(join(import.meta.dirname, "../src/api", name), "utf-8")).toBe(text);
  }
});
