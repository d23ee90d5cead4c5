import type { Alert } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { PlatformName } from "../../ui/platform-name";
import { alertText, alertTitle } from "./alert-text";

const TONES: Record<string, string> = { LOW_STOCK: "tag-warn", HIGH_TICKET: "tag-accent" };

interface AlertItemProps {
  alert: Alert;
  isNew: boolean;
}

export function AlertItem({ alert, isNew }: AlertItemProps) {
  const { t, formats } = useLanguage();
  const state = `${alert.historical ? "alert-historical" : ""} ${isNew ? "alert-new" : ""}`;
  return (
    <li className={`alert ${state}`}>
      <p className="alert-head">
        <span className={`tag ${TONES[alert.alert_type] ?? "tag-quiet"}`}>{alertTitle(alert, t)}</span>
        {alert.historical && <span className="tag tag-quiet">{t.alerts.historical}</span>}
        <time dateTime={alert.timestamp}>{formats.timeWithSeconds(new Date(alert.timestamp))}</time>
      </p>
      <p className="alert-text">{alertText(alert, t, formats)}</p>
      <p className="alert-platform">
        <PlatformName platform={alert.platform} />
      </p>
    </li>
  );
}
