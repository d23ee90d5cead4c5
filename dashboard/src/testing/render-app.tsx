import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import { LiveProvider } from "../api/live-context";
import { LiveStore } from "../api/live-store";
import type { Frame } from "../api/model";
import { App } from "../app/app";
import { FakeSocket } from "./fake-socket";

/** The whole page on a WebSocket whose server is the test. */
export function renderApp() {
  FakeSocket.install();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <LiveProvider store={new LiveStore("ws://hub/ws/realtime/")}>
        <App />
      </LiveProvider>
    </QueryClientProvider>,
  );
  act(() => FakeSocket.last.accept());
}

/** Frames that arrive one after the other before the screen is painted once. */
export function receive(...frames: Frame[]): void {
  act(() => {
    for (const frame of frames) {
      FakeSocket.last.deliver(frame);
    }
  });
}
