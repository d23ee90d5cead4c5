import { type Alert, MAIN_CURRENCY } from "../../api/model";
import type { Formats } from "../../format/formats";
import type { Messages } from "../../i18n/pt-br";

/** An alert in the person's language; a type that this page does not know speaks for itself. */
export function alertText(alert: Alert, t: Messages, formats: Formats): string {
  const product = alert.product_name ?? alert.product_id;
  if (product && alert.alert_type === "LOW_STOCK") {
    const left = Number.parseInt(alert.value, 10);
    return left > 0 ? t.alerts.lowStock(product, formats.count(left)) : t.alerts.soldOut(product);
  }
  if (product && alert.alert_type === "HIGH_TICKET") {
    return t.alerts.highTicket(product, formats.money(alert.value, MAIN_CURRENCY));
  }
  return alert.message;
}

export function alertTitle(alert: Alert, t: Messages): string {
  return t.alerts.types[alert.alert_type] ?? alert.alert_type;
}
