import { useState } from "react";
import type { Sections } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { Panel } from "../../ui/panel";
import { Empty } from "../../ui/states";
import { AllStock } from "./all-stock";
import { StockTable } from "./stock-table";
import "./stock.css";

interface StockPanelProps {
  stock: Sections["stock"];
  ingestSeq: number;
}

/** What is running out, live; on request every level that is known. */
export function StockPanel({ stock, ingestSeq }: StockPanelProps) {
  const { t, formats } = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  const threshold = formats.count(stock.threshold);
  const summary =
    stock.products > 0 &&
    t.stock.summary(formats.count(stock.low_products), threshold, formats.count(stock.products));
  return (
    <Panel title={t.stock.title} aside={<p className="panel-note">{summary}</p>} className="stock">
      {stock.products === 0 && <Empty>{t.stock.empty}</Empty>}
      {stock.products > 0 && stock.low.length === 0 && !showsAll && (
        <Empty>{t.stock.noneLow(threshold)}</Empty>
      )}
      {(showsAll || stock.low.length > 0) && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="stock-list" aria-label={showsAll ? t.stock.all : t.stock.onlyLow} tabIndex={0}>
          {showsAll ? <AllStock ingestSeq={ingestSeq} /> : <StockTable rows={stock.low} />}
        </section>
      )}
      {stock.products > 0 && (
        <button type="button" className="link-button" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t.stock.showLow : t.stock.showAll}
        </button>
      )}
    </Panel>
  );
}
