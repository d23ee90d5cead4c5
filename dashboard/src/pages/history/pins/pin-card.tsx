import { useState } from "react";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { words } from "../words";
import { ComparisonTable } from "./comparison-table";
import type { Pin } from "./pins";

/** One pin: what was kept, by whom and why; to print, to check, and to compare with today. */
export function PinCard({ pin }: { pin: Pin }) {
  const { formats } = useLanguage();
  const w = useWords(words).pins;
  const [isOpen, setOpen] = useState(false);
  const address = `/api/pins/${encodeURIComponent(pin.pin_id)}/`;
  return (
    <li className="pin">
      <h3>{pin.name ?? w.publication(pin.publication_id ?? "")}</h3>
      <p className="pin-facts">
        <time dateTime={pin.pinned_at}>{formats.dateTime(new Date(pin.pinned_at))}</time> {w.by(pin.author)} ·
        “{pin.reason}”
      </p>
      {pin.receipt !== null && (
        <>
          <p className="pin-links">
            <a href={`${address}page/`}>{w.print}</a> <a href={`${address}report/`}>{w.bytes}</a>
          </p>
          <details>
            <summary>{w.proof}</summary>
            <p className="pin-proof">
              {w.receipt} <code>{pin.receipt}</code>
            </p>
            {pin.sha256 !== null && (
              <p className="pin-proof">
                SHA-256 <code>{pin.sha256}</code>
              </p>
            )}
          </details>
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{w.compare}</summary>
            {isOpen && <ComparisonTable pinId={pin.pin_id} />}
          </details>
        </>
      )}
    </li>
  );
}
