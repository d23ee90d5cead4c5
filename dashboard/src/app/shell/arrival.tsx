import { createContext, type ReactNode, use, useState } from "react";
import { useLocation } from "wouter";

const MovedContext = createContext(false);

/** Remembers whether the person has moved from the page that the address opened. */
export function ArrivalProvider({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  const [opened] = useState(location);
  const [hasMoved, setMoved] = useState(false);
  if (!hasMoved && location !== opened) {
    setMoved(true);
  }
  return <MovedContext value={hasMoved}>{children}</MovedContext>;
}

/** Whether this page was reached by a link of the dashboard; the browser itself says where an opened address begins. */
export function useHasMoved(): boolean {
  return use(MovedContext);
}
