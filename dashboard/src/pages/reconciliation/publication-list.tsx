import { useWords } from "../../i18n/words";
import { Empty } from "../../ui/states";
import type { Finding } from "./findings";
import { PublicationItem } from "./publication-item";
import { words } from "./words";

/** What was made visible, newest first. */
export function PublicationList({ findings, hasMore }: { findings: readonly Finding[]; hasMore: boolean }) {
  const w = useWords(words).publications;
  if (findings.length === 0) {
    return <Empty>{w.empty}</Empty>;
  }
  return (
    <>
      <ol className="publications">
        {findings.map((finding) => (
          <PublicationItem key={finding.publication.publication_id} finding={finding} />
        ))}
      </ol>
      {hasMore && <p className="panel-foot">{w.more}</p>}
    </>
  );
}
