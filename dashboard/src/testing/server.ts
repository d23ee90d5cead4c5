import { vi } from "vitest";

type Fixed = Record<string, unknown> | [body: object, status: number];
type Answer = Fixed | ((request: Request) => Fixed);

/** Stands in for the REST API: each path has its answer. Returns the requests as they come. */
export function answer(answers: Record<string, Answer>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    requests.push(request);
    const { pathname } = new URL(request.url);
    const found = answers[pathname];
    const given = typeof found === "function" ? found(request) : found;
    if (!given) {
      throw new Error(`The test has no answer for ${request.method} ${pathname}.`);
    }
    const [body, status] = Array.isArray(given) ? given : [given, 200];
    return Response.json(body, { status });
  });
  return requests;
}
