import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shared.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LiveProvider } from "./api/live-context";
import { LiveStore, liveUrl } from "./api/live-store";
import { App } from "./app/app";
import { restoreTheme } from "./preferences/theme";

const root = document.getElementById("root");
if (!root) {
  throw new Error("The page has no element #root to draw in.");
}
restoreTheme();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <LiveProvider store={new LiveStore(liveUrl(window.location))}>
        <App />
      </LiveProvider>
    </QueryClientProvider>
  </StrictMode>,
);
