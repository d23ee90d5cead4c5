import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shared.css";
import "./styles/forms.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LiveProvider } from "./api/live-context";
import { LiveStore, liveUrl } from "./api/live-store";
import { makeQueryClient } from "./api/queries";
import { App } from "./app/app";
import { restoreTheme } from "./preferences/theme";

const root = document.getElementById("root");
if (!root) {
  throw new Error("The page has no element #root to draw in.");
}
restoreTheme();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <LiveProvider store={new LiveStore(liveUrl(window.location))}>
        <App />
      </LiveProvider>
    </QueryClientProvider>
  </StrictMode>,
);
