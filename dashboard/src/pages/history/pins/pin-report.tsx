import { type FormEvent, useId, useState } from "react";
import { Link } from "wouter";
import { useMay } from "../../../api/roles";
import { useWords } from "../../../i18n/words";
import { Refusal } from "../../../ui/states";
import { words } from "../words";
import { usePinReport } from "./pins";
import "./pins.css";

/** Keeps the report in sight for ever, for those who may: its rows, its receipt, its hash, and why. */
export function PinReport({ receipt, name }: { receipt: string; name: string }) {
  const w = useWords(words).pins;
  const mayPin = useMay("analyst");
  const pin = usePinReport();
  const id = useId();
  const [isAsking, setAsking] = useState(false);
  if (!mayPin) {
    return null;
  }
  if (pin.isSuccess) {
    return (
      <p className="panel-foot" role="status">
        {w.kept} <Link href="/history/pins">{w.seeAll}</Link>
      </p>
    );
  }
  if (!isAsking) {
    return (
      <p className="panel-foot">
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {w.keep}
        </button>
      </p>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    pin.mutate({ receipt, name: String(form.get("name")), reason: String(form.get("reason")) });
  };
  return (
    <form className="form-row pin-form" onSubmit={submit}>
      <label htmlFor={`${id}-name`}>
        {w.name}
        <input id={`${id}-name`} name="name" className="field" required maxLength={120} defaultValue={name} />
      </label>
      <label htmlFor={`${id}-reason`}>
        {w.reason}
        {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form. */}
        <input id={`${id}-reason`} name="reason" className="field" required maxLength={500} autoFocus />
      </label>
      <button type="submit" className="button button-main" disabled={pin.isPending}>
        {w.keep}
      </button>
      {pin.error && <Refusal error={pin.error} />}
    </form>
  );
}
