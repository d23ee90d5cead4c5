import { useHealth } from "../../api/queries";
import { useLanguage } from "../../i18n/language-context";
import { useWords } from "../../i18n/words";
import { Loaded } from "../../ui/loaded";
import { PageTitle } from "../../ui/page-title";
import { Panel } from "../../ui/panel";
import { ComponentList } from "./component-list";
import type { Components } from "./components";
import { LinkList } from "./link-list";
import { StreamPanel } from "./stream-panel";
import { TableVersions } from "./table-versions";
import { words } from "./words";
import "./health.css";

/** What is up, how far the stream has come, and where to look further. */
export default function HealthPage() {
  const { t } = useLanguage();
  const w = useWords(words);
  const health = useHealth();
  const componentsOf = (data: NonNullable<typeof health.data>) => data.components as unknown as Components;
  return (
    <main id="content" className="page">
      <PageTitle title={t.navigation.pages.health} lead={w.lead} />
      <StreamPanel />
      <Panel title={w.components}>
        <Loaded query={health} lines={4}>
          {(data) => <ComponentList components={componentsOf(data)} />}
        </Loaded>
      </Panel>
      <div className="health-columns">
        <Panel title={w.tables.title}>
          <Loaded query={health} lines={6}>
            {(data) => <TableVersions tables={componentsOf(data).lake.tables ?? {}} />}
          </Loaded>
        </Panel>
        <Panel title={w.links.title}>
          <LinkList />
        </Panel>
      </div>
      {health.data && <p className="panel-foot">{w.version(health.data.service, health.data.version)}</p>}
    </main>
  );
}
