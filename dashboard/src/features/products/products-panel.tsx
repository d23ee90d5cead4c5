import type { Product } from "../../api/model";
import { permille } from "../../format/money";
import { useLanguage } from "../../i18n/language-context";
import { Changing } from "../../ui/changing";
import { Panel } from "../../ui/panel";
import { PlatformName, platformColour } from "../../ui/platform-name";
import { Empty } from "../../ui/states";
import "./products.css";

/** The products with most revenue today; the bar compares each with the first. */
export function ProductsPanel({ products }: { products: readonly Product[] }) {
  const { t, formats } = useLanguage();
  const most = products[0]?.revenue ?? "0.00";
  if (products.length === 0) {
    return (
      <Panel title={t.products.title}>
        <Empty>{t.products.empty}</Empty>
      </Panel>
    );
  }
  return (
    <Panel title={t.products.title}>
      <table className="table products">
        <thead>
          <tr>
            <th scope="col">{t.products.product}</th>
            <th scope="col" className="wide-only">
              {t.products.platform}
            </th>
            <th scope="col" className="number">
              {t.products.units}
            </th>
            <th scope="col" className="number">
              {t.products.revenue}
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={`${product.platform} ${product.product_id}`}>
              <th scope="row">
                {product.product_name}
                <span className="narrow-only">
                  <PlatformName platform={product.platform} />
                </span>
              </th>
              <td className="wide-only">
                <PlatformName platform={product.platform} />
              </td>
              <td className="number">{formats.count(product.units)}</td>
              <td className="number products-revenue">
                <Changing>{formats.money(product.revenue, product.currency)}</Changing>
                <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    className={`fill-${platformColour(product.platform)}`}
                    x={1000 - permille(product.revenue, most)}
                    width={permille(product.revenue, most)}
                    height="1"
                  />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
