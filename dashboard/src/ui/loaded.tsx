import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language-context";
import { Failure, Skeleton } from "./states";

interface LoadedProps<Data> {
  query: UseQueryResult<Data, Error>;
  /** How much place the content will take, roughly. */
  lines: number;
  children(data: Data): ReactNode;
}

/** What was asked for, or that it is on its way, or why it is not there; the last known stays when a new read fails. */
export function Loaded<Data>({ query, lines, children }: LoadedProps<Data>) {
  const { data, error, dataUpdatedAt, refetch } = query;
  if (data === undefined) {
    return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton lines={lines} />;
  }
  return (
    <>
      {error && <Outdated error={error} since={dataUpdatedAt} onRetry={() => void refetch()} />}
      {children(data)}
    </>
  );
}

interface OutdatedProps {
  error: Error;
  since: number;
  onRetry(): void;
}

function Outdated({ error, since, onRetry }: OutdatedProps) {
  const { t, formats } = useLanguage();
  return (
    <div className="outdated" role="status">
      <p>
        <strong>{t.outdated(formats.timeWithSeconds(new Date(since)))}</strong> {error.message}
      </p>
      <button type="button" className="button" onClick={onRetry}>
        {t.failure.retry}
      </button>
    </div>
  );
}
