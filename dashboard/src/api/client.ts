import createClient from "openapi-fetch";
import type { paths } from "./rest";

/** What the server says when it cannot answer; `hint` says what to do. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(hint ? `${message} ${hint}` : message);
    this.name = "ApiError";
  }
}

export const client = createClient<paths>({ baseUrl: "/" });

interface ErrorBody {
  code?: string;
  message?: string;
  hint?: string;
}

/** The data of an answer. Throws ApiError with the server's own words when there is none. */
export function dataOf<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (answer.data !== undefined) {
    return answer.data;
  }
  const { code = `http_${answer.response.status}`, message, hint = "" } = (answer.error ?? {}) as ErrorBody;
  throw new ApiError(code, message ?? `HTTP ${answer.response.status}`, hint);
}
