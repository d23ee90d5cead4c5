import { applyFrame, type LiveState, UNKNOWN } from "./live-state";
import type { Frame } from "./model";
import { LiveSocket } from "./socket";

/**
 * The page's one source of live state.
 *
 * Frames are applied as they come and drawn at most once per repaint of the screen: a burst costs one render,
 * of the newest state.
 */
export class LiveStore {
  private state = UNKNOWN;
  private repaint: number | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly socket: LiveSocket<Frame>;

  constructor(url: string) {
    this.socket = new LiveSocket<Frame>(url, {
      onFrame: (frame) => this.set(applyFrame(this.state, frame, Date.now())),
      onConnection: (connection) => {
        if (connection.state !== this.state.connection.state || connection.state === "waiting") {
          this.set({ ...this.state, connection });
        }
      },
    });
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
    if (this.repaint !== undefined) {
      cancelAnimationFrame(this.repaint);
      this.repaint = undefined;
    }
  }

  readonly retryNow = (): void => this.socket.retryNow();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): LiveState => this.state;

  private set(state: LiveState): void {
    this.state = state;
    this.repaint ??= requestAnimationFrame(() => {
      this.repaint = undefined;
      for (const listener of this.listeners) {
        listener();
      }
    });
  }
}

/** Address of the live state on the server that served this page. */
export function liveUrl(page: Location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}/ws/realtime/`;
}
