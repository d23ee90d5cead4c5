import type { components } from "../../../api/rest";
import { useLanguage } from "../../../i18n/language-context";
import { useWords } from "../../../i18n/words";
import { PlatformName } from "../../../ui/platform-name";
import { Scrolling } from "../../../ui/scrolling";
import { Empty } from "../../../ui/states";
import { words } from "../words";

type Event = components["schemas"]["WhyEventShape"];

export function EventTable({ events }: { events: readonly Event[] }) {
  const w = useWords(words).why.list;
  if (events.length === 0) {
    return <Empty>{w.empty}</Empty>;
  }
  return (
    <Scrolling label={w.all}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{w.event}</th>
            <th scope="col">{w.when}</th>
            <th scope="col">{w.arrived}</th>
            <th scope="col">{w.kafka}</th>
            <th scope="col" className="number">
              {w.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow
              key={`${event.topic_id} ${event.partition} ${event.offset} ${event.sign}`}
              event={event}
            />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function EventRow({ event }: { event: Event }) {
  const { formats } = useLanguage();
  const w = useWords(words).why.list;
  return (
    <tr>
      <th scope="row">
        <code>{event.event_id}</code>
        <span className="event-note">
          <PlatformName platform={event.platform} /> · {w.types[event.event_type] ?? event.event_type}
          {event.refers_to && ` ${w.refers(event.refers_to)}`}
          {event.product_id && ` · ${event.product_id}`}
        </span>
      </th>
      <td className="moment" data-label={w.when}>
        {formats.dateTime(new Date(event.event_time))}
      </td>
      <td className="moment" data-label={w.arrived}>
        {formats.dateTime(new Date(event.ingested_at))}
        <span className="event-note">{w.batch(formats.count(event.ingest_seq))}</span>
      </td>
      <td data-label={w.kafka}>
        {w.place(formats.count(event.partition), formats.count(event.offset))}
        <code className="event-note">{event.topic_id}</code>
      </td>
      <td className="number" data-label={w.amount}>
        {formats.change(event.amount, event.currency)}
      </td>
    </tr>
  );
}
