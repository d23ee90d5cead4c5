import { createContext, type ReactNode, use, useEffect, useSyncExternalStore } from "react";
import type { LiveState } from "./live-state";
import type { LiveStore } from "./live-store";

const LiveContext = createContext<LiveStore | null>(null);

export function LiveProvider({ store, children }: { store: LiveStore; children: ReactNode }) {
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

function useStore(): LiveStore {
  const store = use(LiveContext);
  if (!store) {
    throw new Error("Live state is used outside of LiveProvider.");
  }
  return store;
}

/** The newest state; renders again when it changes. */
export function useLive(): LiveState {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.current);
}

export function useRetry(): () => void {
  return useStore().retryNow;
}
