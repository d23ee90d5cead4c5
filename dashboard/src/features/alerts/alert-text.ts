import { type Alert, MAIN_CURRENCY } from "../../api/model";
import type { Formats } from "../../format/formats";
import type { Messages } from "../../i18n/pt-br";

type Told = Pick<Alert, "alert_type" | "message" | "product_id" | "product_name" | "value">;

const OF_MONEY = /_(TICKET|PRICE|REFUND)$/;
const OF_PIECES = /_(QUANTITY|STOCK)$/;

/** An alert in the person's language; a type that this page does not know speaks for itself. */
export function alertText(alert: Told, t: Messages, formats: Formats): string {
  const product = alert.product_name ?? alert.product_id;
  if (!product) {
    return alert.message;
  }
  if (OF_MONEY.test(alert.alert_type)) {
    return t.alerts.ofMoney(product, formats.money(alert.value, MAIN_CURRENCY));
  }
  if (!OF_PIECES.test(alert.alert_type)) {
    return alert.message;
  }
  const pieces = Number.parseInt(alert.value, 10);
  if (alert.alert_type !== "LOW_STOCK") {
    return t.alerts.pieces(product, formats.count(pieces));
  }
  return pieces > 0 ? t.alerts.lowStock(product, formats.count(pieces)) : t.alerts.soldOut(product);
}

export function alertTitle(alert: Pick<Alert, "alert_type">, t: Messages): string {
  return t.alerts.types[alert.alert_type] ?? alert.alert_type;
}
