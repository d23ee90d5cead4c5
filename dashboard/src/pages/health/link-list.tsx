import { useWords } from "../../i18n/words";
import { dagLink, LINKS } from "../../ui/links";
import { words } from "./words";

/** The DAGs in Airflow, and the API. */
export function LinkList() {
  const w = useWords(words).links;
  return (
    <ul className="links">
      {Object.entries(w.dags).map(([dag, purpose]) => (
        <li key={dag}>
          <a href={dagLink(dag)} target="_blank" rel="noreferrer">
            <code>{dag}</code>
          </a>
          <span>{purpose}</span>
        </li>
      ))}
      <li>
        <a href={LINKS.apiDocs}>
          <code>/api/docs/</code>
        </a>
        <span>{w.docs}</span>
      </li>
    </ul>
  );
}
