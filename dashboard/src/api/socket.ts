import { waitBefore } from "./backoff";

/** Where the connection stands; `waiting` says when the next attempt is due (milliseconds since the epoch). */
export type Connection =
  | { state: "connecting" }
  | { state: "open" }
  | { state: "waiting"; retryAt: number }
  | { state: "refused"; reason: "signed-out" | "forbidden" };

interface Handlers<Frame> {
  onFrame(frame: Frame): void;
  onConnection(connection: Connection): void;
}

const NOT_AUTHENTICATED = new Set([4401, 4408]);
const NOT_ALLOWED = 4403;
const TOO_MANY = 4429;
const TOO_MANY_ATTEMPT = 5;

/**
 * The WebSocket that is always on its way to being open.
 *
 * It resumes after the newest frame it has seen, and gives up only when the server says that this person may
 * not listen. A connection on which nothing arrives for `silenceMs` counts as lost: some networks drop it
 * without a word.
 */
export class LiveSocket<Frame extends { seq: number }> {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private seen = 0;

  constructor(
    private readonly url: string,
    private readonly handlers: Handlers<Frame>,
    private readonly silenceMs = 45_000,
  ) {}

  start(): void {
    window.addEventListener("online", this.retryNow);
    this.connect();
  }

  stop(): void {
    window.removeEventListener("online", this.retryNow);
    clearTimeout(this.timer);
    this.drop();
  }

  /** Tries again at once, as when the person asks for it or the network is back. */
  readonly retryNow = (): void => {
    if (this.socket?.readyState === WebSocket.OPEN) {
      return;
    }
    clearTimeout(this.timer);
    this.attempt = 0;
    this.connect();
  };

  private connect(): void {
    this.drop();
    this.handlers.onConnection({ state: "connecting" });
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      if (this.seen > 0) {
        socket.send(JSON.stringify({ type: "resume", seq: this.seen }));
      }
    };
    socket.onmessage = (message) => this.receive(message);
    socket.onclose = (close) => this.lose(close.code);
    this.expectFrames();
  }

  private receive(message: MessageEvent<string>): void {
    const frame = JSON.parse(message.data) as Frame;
    this.attempt = 0;
    this.seen = frame.seq;
    this.expectFrames();
    this.handlers.onConnection({ state: "open" });
    this.handlers.onFrame(frame);
  }

  private expectFrames(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(0), this.silenceMs);
  }

  private lose(code: number): void {
    clearTimeout(this.timer);
    this.drop();
    if (NOT_AUTHENTICATED.has(code) || code === NOT_ALLOWED) {
      const reason = code === NOT_ALLOWED ? "forbidden" : "signed-out";
      this.handlers.onConnection({ state: "refused", reason });
      return;
    }
    if (code === TOO_MANY) {
      this.attempt = Math.max(this.attempt, TOO_MANY_ATTEMPT);
    }
    const wait = waitBefore(this.attempt);
    this.attempt += 1;
    this.handlers.onConnection({ state: "waiting", retryAt: Date.now() + wait });
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }
}
