import type { StockRow } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { PlatformName } from "../../ui/platform-name";

/** The last known quantities, in the order given. */
export function StockTable({ rows }: { rows: readonly StockRow[] }) {
  const { t, formats } = useLanguage();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t.stock.product}</th>
          <th scope="col">{t.stock.warehouse}</th>
          <th scope="col" className="number">
            {t.stock.quantity}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={`${row.platform} ${row.product_id} ${row.warehouse}`}
            className={row.low ? "stock-low" : ""}
          >
            <th scope="row">
              {row.product_name}
              <span className="stock-platform">
                <PlatformName platform={row.platform} />
              </span>
            </th>
            <td className="stock-warehouse">{row.warehouse ?? "–"}</td>
            <td className="number">
              {row.low && <span className="tag tag-warn">{t.stock.low}</span>}{" "}
              <span className="stock-quantity">{formats.count(row.stock_quantity)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
