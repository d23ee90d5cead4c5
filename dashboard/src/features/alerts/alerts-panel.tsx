import type { Alert } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { Panel } from "../../ui/panel";
import { Empty } from "../../ui/states";
import { AlertItem } from "./alert-item";
import { alertText, alertTitle } from "./alert-text";
import "./alerts.css";

interface AlertsPanelProps {
  alerts: readonly Alert[];
  /** The alert that has just come in; read out once, politely. */
  arrived: Alert | undefined;
}

/** The newest alerts. Only one that arrives now is read out: the list itself is no live region. */
export function AlertsPanel({ alerts, arrived }: AlertsPanelProps) {
  const { t, formats } = useLanguage();
  return (
    <Panel title={t.alerts.title} className="alerts">
      <p className="visually-hidden" aria-live="polite" data-testid="arrived">
        {arrived && t.alerts.arrived(alertTitle(arrived, t), alertText(arrived, t, formats))}
      </p>
      {alerts.length === 0 ? (
        <Empty>{t.alerts.empty}</Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <ul className="alerts-list" aria-label={t.alerts.title} tabIndex={0}>
          {alerts.map((alert) => (
            <AlertItem key={alert.alert_id} alert={alert} isNew={alert.alert_id === arrived?.alert_id} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
