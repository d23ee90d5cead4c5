import { useLive } from "../api/live-context";
import { ConnectionState } from "../features/connection/connection-state";
import { Controls } from "../features/controls/controls";
import { LanguageProvider, useLanguage } from "../i18n/language-context";
import { Dashboard } from "./dashboard";
import { Gate } from "./gate";
import "./app.css";

/** The page: its header, and below it whatever can be shown at the moment. */
export function App() {
  const zone = useLive().sections?.meta.zone;
  return (
    <LanguageProvider {...(zone ? { zone } : {})}>
      <Page />
    </LanguageProvider>
  );
}

function Page() {
  const { t } = useLanguage();
  const state = useLive();
  const { connection } = state;
  return (
    <>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="page-head">
        <h1>{t.product}</h1>
        <ConnectionState />
        <Controls />
      </header>
      {connection.state === "refused" ? <Gate reason={connection.reason} /> : <Dashboard state={state} />}
    </>
  );
}
