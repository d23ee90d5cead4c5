import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchStock, STOCK_LIMIT } from "../../api/stock";
import { useLanguage } from "../../i18n/language-context";
import { Failure, Skeleton } from "../../ui/states";
import { StockTable } from "./stock-table";

const BATCHES_BETWEEN_READS = 10;

/** Every known level, lowest first, read anew as batches come in, though not for each of them. */
export function AllStock({ ingestSeq }: { ingestSeq: number }) {
  const { t, formats } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["stock", Math.floor(ingestSeq / BATCHES_BETWEEN_READS)],
    queryFn: ({ signal }) => fetchStock(signal),
    placeholderData: keepPreviousData,
  });
  if (error) {
    return <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return <Skeleton lines={6} />;
  }
  return (
    <>
      <StockTable rows={data.results} />
      {data.next && <p className="stock-truncated">{t.stock.truncated(formats.count(STOCK_LIMIT))}</p>}
    </>
  );
}
