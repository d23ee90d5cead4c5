import type { FormEvent } from "react";
import { useSearchParams } from "wouter";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformSelect } from "../../../ui/platform-select";
import { words } from "../words";
import { addressOf, type RefundsQuestion } from "./refunds-question";

/** Which days, of which platform, and whether each day has a row. */
export function RefundsForm({ question }: { question: RefundsQuestion }) {
  const { t, zone } = useLanguage();
  const w = useWords(words);
  const [, setSearch] = useSearchParams();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSearch(
      addressOf({
        first: String(form.get("first")),
        last: String(form.get("last")),
        platform: String(form.get("platform")) || undefined,
        isByDay: form.has("group"),
      }),
    );
  };
  const day = (name: "first" | "last", label: string) => (
    <label>
      {label}
      <input type="date" name={name} className="field" required defaultValue={question[name]} />
    </label>
  );
  return (
    <form className="form-row moment-form" onSubmit={submit}>
      {day("first", w.refunds.first)}
      {day("last", w.refunds.last)}
      <PlatformSelect label={w.platform} chosen={question.platform} />
      <label className="check">
        <input type="checkbox" name="group" value="day" defaultChecked={question.isByDay} /> {w.refunds.byDay}
      </label>
      <button type="submit" className="button button-main">
        {w.show}
      </button>
      <p className="form-zone">{t.footer.zone(zone)}</p>
    </form>
  );
}
