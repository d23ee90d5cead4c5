import { Link, useRoute } from "wouter";
import "./sections.css";

interface Section {
  path: string;
  name: string;
}

/** The parts of a page that have an address of their own. */
export function Sections({ label, sections }: { label: string; sections: readonly Section[] }) {
  return (
    <nav className="sections" aria-label={label}>
      <ul>
        {sections.map((section) => (
          <li key={section.path}>
            <SectionLink section={section} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SectionLink({ section }: { section: Section }) {
  const [isCurrent] = useRoute(section.path);
  return (
    <Link href={section.path} {...(isCurrent ? { "aria-current": "page" } : {})}>
      {section.name}
    </Link>
  );
}
