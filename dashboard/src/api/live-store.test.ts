import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "../testing/fake-socket";
import { sections } from "../testing/sections";
import { LiveStore, liveUrl } from "./live-store";

describe("the live store", () => {
  let paint: (() => void) | undefined;
  let store: LiveStore;

  beforeEach(() => {
    FakeSocket.install();
    vi.stubGlobal("requestAnimationFrame", (callback: () => void) => {
      paint = callback;
      return 7;
    });
    store = new LiveStore("ws://hub/ws/realtime/");
    store.start();
  });
  afterEach(() => store.stop());

  it("tells its listeners once per paint, of the newest state", () => {
    const listener = vi.fn();
    store.subscribe(listener);
    FakeSocket.last.accept();
    FakeSocket.last.deliver({ type: "snapshot", seq: 1, data: sections() });
    const { meta } = sections();
    for (const seq of [2, 3, 4]) {
      FakeSocket.last.deliver({ type: "update", seq, data: { meta: { ...meta, ingest_seq: seq } } });
    }
    expect(listener).not.toHaveBeenCalled();
    paint?.();
    expect(listener).toHaveBeenCalledOnce();
    expect(store.current().sections?.meta.ingest_seq).toBe(4);
  });

  it("tells nobody who has left", () => {
    const listener = vi.fn();
    store.subscribe(listener)();
    FakeSocket.last.deliver({ type: "snapshot", seq: 1, data: sections() });
    paint?.();
    expect(listener).not.toHaveBeenCalled();
  });

  it("listens where the page came from, encrypted if the page is", () => {
    expect(liveUrl({ protocol: "http:", host: "127.0.0.1:8000" } as Location)).toBe(
      "ws://127.0.0.1:8000/ws/realtime/",
    );
    expect(liveUrl({ protocol: "https:", host: "hub.example" } as Location)).toBe(
      "wss://hub.example/ws/realtime/",
    );
  });
});
