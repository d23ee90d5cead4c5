import { useSearchParams } from "wouter";
import { csvAddress } from "../../../api/files";
import type { components } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { Empty } from "../../../ui/states";
import { PinReport } from "../pins/pin-report";
import { words } from "../words";
import { EventList } from "./event-list";
import type { Question } from "./question";
import { changeOf, type Waterfall } from "./waterfall";
import { WaterfallTable } from "./waterfall-table";

type Answer = components["schemas"]["WhyShape"];

interface WhyAnswerProps {
  title: string;
  answer: Answer;
  question: Question;
}

/** The answer: one sentence, a waterfall for each currency, and the events of the cause that was chosen. */
export function WhyAnswer({ title, answer, question }: WhyAnswerProps) {
  const w = useWords(words).why;
  const { from, to, results } = answer;
  const csv = csvAddress("why", question);
  if (results.length === 0) {
    return <Empty>{w.nothing}</Empty>;
  }
  return (
    <>
      {results.map((waterfall) => (
        <OneCurrency key={waterfall.currency} waterfall={waterfall} question={question} />
      ))}
      <p className="panel-foot">
        {!(from.as_published && to.as_published) && `${w.rebuilt} `}
        <a href={csv} download>
          {w.csv}
        </a>
      </p>
      <PinReport key={answer.receipt} receipt={answer.receipt} name={title} />
    </>
  );
}

interface OneCurrencyProps {
  waterfall: Waterfall;
  question: Question;
}

function OneCurrency({ waterfall, question }: OneCurrencyProps) {
  const { formats } = useLanguage();
  const w = useWords(words).why;
  const [search, setSearch] = useSearchParams();
  const { currency, start, end, bars } = waterfall;
  const change = changeOf(waterfall);
  const at = formats.dateTime(new Date(question.from_at));
  const later = formats.dateTime(new Date(question.to_at));
  const chosen = bars.find(
    ({ cause }) => search.get("cause") === cause && search.get("currency") === currency,
  );

  const choose = (cause: string | undefined) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("cause");
        after.delete("currency");
        if (cause) {
          after.set("cause", cause);
          after.set("currency", currency);
        }
        return after;
      },
      { replace: true },
    );

  return (
    <>
      <p className="why-change">{bars.length === 0 ? w.same : w.moved(formats.change(change, currency))}</p>
      <p className="why-sentence">
        {w.sentence(at, formats.money(start.revenue, currency), later, formats.money(end.revenue, currency))}
      </p>
      <WaterfallTable waterfall={waterfall} at={at} later={later} chosen={chosen?.cause} onChoose={choose} />
      {chosen && (
        <EventList
          key={chosen.cause}
          bar={chosen}
          currency={currency}
          question={question}
          onClose={() => choose(undefined)}
        />
      )}
    </>
  );
}
