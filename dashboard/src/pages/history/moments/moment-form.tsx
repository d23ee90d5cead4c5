import type { FormEvent } from "react";
import { useSearchParams } from "wouter";
import { localOf, momentOf } from "../../../format/zone";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { words } from "../words";
import type { MomentQuestion } from "./moment-report";

/** Which day, and when. Its times are those of the page's zone. */
export function MomentForm({ question }: { question: MomentQuestion }) {
  const { t, zone } = useLanguage();
  const w = useWords(words);
  const [, setSearch] = useSearchParams();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSearch({ day: String(form.get("day")), at: momentOf(String(form.get("at")), zone).toISOString() });
  };
  return (
    <form className="form-row moment-form" onSubmit={submit}>
      <label>
        {w.moment.day}
        <input type="date" name="day" className="field" required defaultValue={question.day} />
      </label>
      <label>
        {w.moment.at}
        <input
          type="datetime-local"
          name="at"
          className="field"
          required
          defaultValue={localOf(new Date(question.at), zone)}
        />
      </label>
      <button type="submit" className="button button-main">
        {w.show}
      </button>
      <p className="form-zone">{t.footer.zone(zone)}</p>
    </form>
  );
}
