import { useState } from "react";
import { useMay } from "../../api/roles";
import { alertText, alertTitle } from "../../features/alerts/alert-text";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { PlatformName } from "../../ui/platform-name";
import { AlertLife } from "./alert-life";
import { AlertSteps } from "./alert-steps";
import type { Alert } from "./alerts";
import { words } from "./words";

const TONES: Record<string, string> = { open: "tag-bad", acknowledged: "tag-warn", resolved: "tag-quiet" };

/** One event that a rule fired on, the state of its alert, and what can be done about it. */
export function AlertCard({ alert }: { alert: Alert }) {
  const { t, formats } = useLanguage();
  const w = useWords(words);
  const mayAct = useMay("operator");
  const [isOpen, setOpen] = useState(false);
  const { state, resolution } = alert;
  const text = alertText(alert, t, formats);
  // An alert is known by its first event.
  const id = alert.part_of ?? alert.alert_id;
  return (
    <li className={`alert-card ${alert.historical ? "alert-historical" : ""}`}>
      <div className="alert-card-what">
        <p className="alert-head">
          <span className="tag tag-accent">{alertTitle(alert, t)}</span>
          <span className={`tag ${TONES[state ?? ""] ?? "tag-quiet"}`}>
            {state ? w.states[state] : w.undecided}
          </span>
          {alert.historical && <span className="tag tag-quiet">{t.alerts.historical}</span>}
          {resolution && <span className="alert-resolution">{w.resolutions[resolution]}</span>}
        </p>
        <p className="alert-text">{text}</p>
        <p className="alert-platform">
          <PlatformName platform={alert.platform} />
          {alert.warehouse && ` · ${alert.warehouse}`} · {w.limit(formats.decimal(alert.threshold))} ·{" "}
          <time dateTime={alert.timestamp}>{formats.dateTime(new Date(alert.timestamp))}</time>
        </p>
      </div>
      {mayAct && (state === "open" || state === "acknowledged") && (
        <AlertSteps alertId={id} state={state} text={text} />
      )}
      <details className="alert-card-life" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {w.life}
          <span className="visually-hidden">{w.of(text)}</span>
        </summary>
        {isOpen && <AlertLife alertId={id} />}
      </details>
    </li>
  );
}
