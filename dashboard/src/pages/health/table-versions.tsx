import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { words } from "./words";

/** Which version of each table the answers are made of. */
export function TableVersions({ tables }: { tables: Record<string, number | null> }) {
  const { formats } = useLanguage();
  const w = useWords(words).tables;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{w.table}</th>
          <th scope="col" className="number">
            {w.version}
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(tables).map(([name, version]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td className="number">{version === null ? w.missing : formats.count(version)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
