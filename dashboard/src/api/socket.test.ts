import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "../testing/fake-socket";
import { type Connection, LiveSocket } from "./socket";

const URL = "ws://hub/ws/realtime/";

const started: { stop(): void }[] = [];

function listen() {
  const frames: { seq: number }[] = [];
  const connections: Connection[] = [];
  const socket = new LiveSocket<{ seq: number }>(URL, {
    onFrame: (frame) => frames.push(frame),
    onConnection: (connection) => connections.push(connection),
  });
  socket.start();
  started.push(socket);
  return { socket, frames, connections, states: () => connections.map((each) => each.state) };
}

describe("the live socket", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.install();
  });
  afterEach(() => {
    for (const socket of started.splice(0)) {
      socket.stop();
    }
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("counts as open once the first frame is here", () => {
    const { frames, states } = listen();
    FakeSocket.last.accept();
    expect(states()).toEqual(["connecting"]);
    FakeSocket.last.deliver({ type: "snapshot", seq: 7 });
    expect(states()).toEqual(["connecting", "open"]);
    expect(frames).toEqual([{ type: "snapshot", seq: 7 }]);
  });

  it("asks for nothing on the first connection and resumes after the newest frame on the next", () => {
    listen();
    FakeSocket.last.accept();
    FakeSocket.last.deliver({ seq: 7 });
    FakeSocket.last.deliver({ seq: 9 });
    expect(FakeSocket.last.sent).toEqual([]);
    FakeSocket.last.closeBy(1006);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(FakeSocket.made).toHaveLength(2);
    expect(FakeSocket.last.sent).toEqual([{ type: "resume", seq: 9 }]);
  });

  it("waits longer after each failure and says until when", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { connections } = listen();
    FakeSocket.last.closeBy(1006);
    vi.advanceTimersByTime(500);
    FakeSocket.last.closeBy(1006);
    expect(connections.at(-1)).toEqual({ state: "waiting", retryAt: Date.now() + 1000 });
  });

  it.each([
    [4401, "signed-out"],
    [4408, "signed-out"],
    [4403, "forbidden"],
  ] as const)("gives up when it is refused with %i", (code, reason) => {
    const { connections } = listen();
    FakeSocket.last.closeBy(code);
    vi.advanceTimersByTime(60_000);
    expect(connections.at(-1)).toEqual({ state: "refused", reason });
    expect(FakeSocket.made).toHaveLength(1);
  });

  it("keeps its distance when the server has too many listeners", () => {
    listen();
    FakeSocket.last.closeBy(4429);
    vi.advanceTimersByTime(7_000);
    expect(FakeSocket.made).toHaveLength(1);
    vi.advanceTimersByTime(8_000);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("takes a long silence for a lost connection", () => {
    const { states } = listen();
    FakeSocket.last.accept();
    FakeSocket.last.deliver({ seq: 1 });
    vi.advanceTimersByTime(45_000);
    expect(states().at(-1)).toBe("waiting");
  });

  it("tries at once when the network is back", () => {
    listen();
    FakeSocket.last.closeBy(1006);
    window.dispatchEvent(new Event("online"));
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("stays closed once it is stopped", () => {
    const { socket } = listen();
    socket.stop();
    window.dispatchEvent(new Event("online"));
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.made).toHaveLength(1);
  });
});
