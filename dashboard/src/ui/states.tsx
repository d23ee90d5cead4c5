import { useLanguage } from "../i18n/language-context";
import "./states.css";

/** Grey lines where text will be; a screen reader hears only that the part is loading. */
export function Skeleton({ lines }: { lines: number }) {
  const { t } = useLanguage();
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <span key={line} className="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: string }) {
  return <p className="empty">{children}</p>;
}

/** What went wrong in the server's words, and a way to go on. */
export function Failure({ error, onRetry }: { error: Error; onRetry(): void }) {
  const { t } = useLanguage();
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{t.failure.title}.</strong> {error.message}
      </p>
      <button type="button" className="button" onClick={onRetry}>
        {t.failure.retry}
      </button>
    </div>
  );
}

/** Why something that was asked for did not happen, in the server's words. */
export function Refusal({ error }: { error: Error }) {
  return (
    <div className="failure" role="alert">
      <p>{error.message}</p>
    </div>
  );
}
