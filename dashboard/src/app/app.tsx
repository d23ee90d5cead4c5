import { Suspense } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useLive } from "../api/live-context";
import { ConnectionState } from "../features/connection/connection-state";
import { Controls } from "../features/controls/controls";
import { LanguageProvider, useLanguage } from "../i18n/language-context";
import { Skeleton } from "../ui/states";
import { Gate } from "./gate";
import { NoSuchPage } from "./no-such-page";
import { PAGES } from "./pages";
import { ArrivalProvider } from "./shell/arrival";
import { Navigation } from "./shell/navigation";
import { SignOut } from "./shell/sign-out";
import { Trouble } from "./shell/trouble";
import "./app.css";

/** The dashboard: its header, and below it the page that the address names. */
export function App() {
  const zone = useLive().sections?.meta.zone;
  return (
    <LanguageProvider {...(zone ? { zone } : {})}>
      <ArrivalProvider>
        <Shell />
      </ArrivalProvider>
    </LanguageProvider>
  );
}

function Shell() {
  const { t } = useLanguage();
  const { connection } = useLive();
  return (
    <>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="page-head">
        <p className="brand">
          <Link href="/">{t.product}</Link>
        </p>
        <ConnectionState />
        <div className="page-tools">
          <Controls />
          <SignOut />
        </div>
        <Navigation />
      </header>
      {connection.state === "refused" ? <Gate reason={connection.reason} /> : <Pages />}
    </>
  );
}

function Pages() {
  const [location] = useLocation();
  return (
    <Trouble key={location.split("/")[1]}>
      <Suspense fallback={<Opening />}>
        <Switch>
          {PAGES.map(({ name, pattern, Page }) => (
            <Route key={name} path={pattern} component={Page} />
          ))}
          <Route component={NoSuchPage} />
        </Switch>
      </Suspense>
    </Trouble>
  );
}

function Opening() {
  return (
    <main id="content" className="page">
      <Skeleton lines={6} />
    </main>
  );
}
