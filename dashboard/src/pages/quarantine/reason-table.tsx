import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import type { Reason } from "./quarantine";
import { words } from "./words";

interface ReasonTableProps {
  counts: readonly { reason: Reason; records: number }[];
  chosen: Reason | undefined;
  onChoose(reason: Reason | undefined): void;
}

/** How many records each reason has refused; a reason's name shows its records alone. */
export function ReasonTable({ counts, chosen, onChoose }: ReasonTableProps) {
  const { formats } = useLanguage();
  const w = useWords(words);
  const most = Math.max(...counts.map((each) => each.records));
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{w.reason}</th>
          <th scope="col" className="wide-column">
            {w.meaning}
          </th>
          <th scope="col" className="number">
            {w.records}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ reason, records }) => (
          <tr key={reason}>
            <th scope="row">
              <button
                type="button"
                className="text-button"
                aria-pressed={reason === chosen}
                onClick={() => onChoose(reason === chosen ? undefined : reason)}
              >
                <code>{reason}</code>
              </button>
              <span className="narrow-meaning">{w.meanings[reason]}</span>
            </th>
            <td className="wide-column">{w.meanings[reason]}</td>
            <td className="number reason-count">
              {formats.count(records)}
              <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
                <rect x={1000 - (1000 * records) / most} width={(1000 * records) / most} height="1" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
