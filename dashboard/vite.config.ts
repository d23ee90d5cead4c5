import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = `http://127.0.0.1:${process.env.HUB_API_PORT ?? "8000"}`;

export default defineConfig({
  // Django serves the build from its static files.
  base: "/static/dashboard/",
  plugins: [react()],
  build: {
    outDir: "../backend/static/dashboard",
    emptyOutDir: true,
    // The page's content policy forbids data: scripts and styles; a separate file is also cached for longer.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
  },
  server: {
    host: "127.0.0.1",
    port: 15173,
    proxy: {
      "/api": backend,
      "/ws": { target: backend, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
  },
});
