import type { FormEvent } from "react";
import { useLocation } from "wouter";
import { addDays, dayOf, localOf, momentOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformSelect } from "../../../ui/platform-select";
import { words } from "../words";
import { addressOf, type Question, questionAboutDay } from "./question";

interface QuestionFormProps {
  question: Question | undefined;
  now: Date;
}

/** Any period, any two moments, one platform: for whoever the days above do not suffice. */
export function QuestionForm({ question, now }: QuestionFormProps) {
  const { t, zone } = useLanguage();
  const w = useWords(words);
  const [, navigate] = useLocation();
  const shown = question ?? questionAboutDay(addDays(dayOf(now, zone), -1), zone, now);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const moment = (name: string) => momentOf(String(form.get(name)), zone).toISOString();
    const platform = String(form.get("platform"));
    const asked = {
      period_from: moment("period_from"),
      period_to: moment("period_to"),
      from_at: moment("from_at"),
      to_at: moment("to_at"),
    };
    navigate(addressOf({ ...asked, ...(platform && { platform }) }));
  };
  const picker = (name: keyof Omit<Question, "platform">, label: string) => (
    <label>
      {label}
      <input
        type="datetime-local"
        name={name}
        className="field"
        required
        defaultValue={localOf(new Date(shown[name]), zone)}
      />
    </label>
  );
  return (
    <details className="other-question">
      <summary>{w.why.other}</summary>
      <form className="form-row" onSubmit={submit}>
        <fieldset>
          <legend>{w.why.period}</legend>
          {picker("period_from", w.from)}
          {picker("period_to", w.to)}
        </fieldset>
        {picker("from_at", w.why.moments)}
        {picker("to_at", w.why.momentsTo)}
        <PlatformSelect label={w.platform} chosen={question?.platform} />
        <button type="submit" className="button button-main">
          {w.show}
        </button>
        <p className="form-zone">{t.footer.zone(zone)}</p>
      </form>
    </details>
  );
}
