import type { ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { words } from "./words";

/** What a report says of itself, and the receipt that gives it again. */
export function ReportFoot({ receipt, children }: { receipt: string; children: ReactNode }) {
  const w = useWords(words).moment;
  return (
    <p className="panel-foot">
      {children}
      <br />
      {w.receipt} <code className="receipt-code">{receipt}</code>
    </p>
  );
}

/** The way to a report as a file. */
export function CsvLink({ address }: { address: string }) {
  const w = useWords(words).moment;
  return (
    <p className="panel-foot">
      <a href={address} download>
        {w.csv}
      </a>
    </p>
  );
}
