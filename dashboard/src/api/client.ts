import createClient, { type Middleware } from "openapi-fetch";
import { csrfToken } from "./csrf";
import type { paths } from "./rest";

/** What the server says when it cannot answer; `hint` says what to do. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly status: number,
    readonly data: Record<string, unknown> = {},
  ) {
    super(hint ? `${message} ${hint}` : message);
    this.name = "ApiError";
  }
}

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => fetch(request),
});

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

const proveOrigin: Middleware = {
  onRequest({ request }) {
    if (!READS.has(request.method)) {
      request.headers.set("X-CSRFToken", csrfToken());
    }
    return request;
  },
};
client.use(proveOrigin);

interface ErrorBody {
  code?: string;
  message?: string;
  hint?: string;
  data?: Record<string, unknown>;
}

/** The data of an answer. Throws ApiError with the server's own words when there is none. */
export function dataOf<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (answer.data !== undefined) {
    return answer.data;
  }
  const { status } = answer.response;
  const { code = `http_${status}`, message, hint = "", data } = (answer.error ?? {}) as ErrorBody;
  throw new ApiError(code, message ?? `HTTP ${status}`, hint, status, data);
}

/** The data of an answer that could also be a file; JSON is what is asked for when nothing else is. */
export function reportOf<Data>(answer: {
  data?: Data;
  error?: unknown;
  response: Response;
}): Exclude<Data, string> {
  const data = dataOf(answer);
  if (typeof data === "string") {
    throw new TypeError(`${answer.response.url} answered a file in place of JSON.`);
  }
  return data as Exclude<Data, string>;
}
