import { describe, expect, it } from "vitest";
import { csrfToken } from "./csrf";

describe("the secret for changes", () => {
  it("is the one of this stack, not that of another on the same machine", () => {
    expect(csrfToken("hub_csrf_8000=first; a=b; hub_csrf_8010=second", "8010")).toBe("second");
  });

  it("is the only one behind a proxy, where the port says nothing", () => {
    expect(csrfToken("hub_csrf_8000=first", "")).toBe("first");
  });

  it("is empty when there is none", () => {
    expect(csrfToken("sessionid=x", "8000")).toBe("");
  });
});
