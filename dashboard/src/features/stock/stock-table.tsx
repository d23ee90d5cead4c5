import type { StockRow } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { PlatformName } from "../../ui/platform-name";

/** The last known quantities, in the order given. */
export function StockTable({ rows }: { rows: readonly StockRow[] }) {
  const { t } = useLanguage();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t.stock.product}</th>
          <th scope="col" className="number">
            {t.stock.quantity}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.platform} ${row.product_id} ${row.warehouse}`}>
            <th scope="row">
              {row.product_name}
              <span className="stock-place">
                <PlatformName platform={row.platform} />
                {row.warehouse && ` · ${row.warehouse}`}
              </span>
            </th>
            <td className="number">
              <Quantity row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A low quantity says so in words as well as in colour. */
function Quantity({ row }: { row: StockRow }) {
  const { t, formats } = useLanguage();
  const quantity = formats.count(row.stock_quantity);
  if (!row.low) {
    return quantity;
  }
  const isOut = row.stock_quantity <= 0;
  return (
    <span className={isOut ? "stock-out" : "stock-low"}>
      <span className={`tag ${isOut ? "tag-bad" : "tag-warn"}`}>{isOut ? t.stock.out : t.stock.low}</span>{" "}
      {quantity}
    </span>
  );
}
