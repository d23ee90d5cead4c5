import { useLive, useRetry } from "../../api/live-context";
import { useLanguage } from "../../i18n/language-context";
import { useNow } from "../../ui/now";
import { ageSeconds, type Liveliness, livelinessOf } from "./liveliness";
import "./connection.css";

/** Whether the numbers are live, and how old they are, counted on while nothing comes. */
export function ConnectionState() {
  const { t, formats } = useLanguage();
  const state = useLive();
  const retry = useRetry();
  const now = useNow();
  const liveliness = livelinessOf(state, now + state.clockAhead);
  const age = ageSeconds(state, now + state.clockAhead);
  const { connection } = state;
  const retryIn = connection.state === "waiting" ? Math.ceil((connection.retryAt - now) / 1000) : 0;

  return (
    <div className={`connection connection-${liveliness}`}>
      <p className="connection-state" role="status" aria-label={t.connection.label}>
        <span className="connection-dot" aria-hidden="true" />
        {t.connection.states[liveliness]}
      </p>
      {age !== undefined && (
        <p className="connection-age" data-testid="age">
          {t.connection.updated(formats.duration(age))}
        </p>
      )}
      {connection.state === "waiting" && (
        <>
          <p className="connection-age">{t.connection.retryIn(formats.duration(retryIn))}</p>
          <button type="button" className="button" onClick={retry}>
            {t.connection.retry}
          </button>
        </>
      )}
    </div>
  );
}

/** What to make of the numbers when they are not live; nothing when they are. */
export function ConnectionNotice({ liveliness, age }: { liveliness: Liveliness; age: number | undefined }) {
  const { t, formats } = useLanguage();
  const { status } = useLive();
  if (liveliness === "degraded") {
    return <p className="notice notice-bad">{status?.message || t.connection.degradedHint}</p>;
  }
  if (liveliness === "waiting") {
    return <p className="notice notice-bad">{t.connection.waitingHint}</p>;
  }
  if (liveliness === "stale" && age !== undefined) {
    return <p className="notice notice-warn">{t.connection.staleHint(formats.duration(age))}</p>;
  }
  return null;
}
