import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useHasMoved } from "../app/shell/arrival";
import { useLanguage } from "../i18n/language-context";
import "./page-title.css";

interface PageTitleProps {
  title: string;
  /** One sentence on what the page answers. */
  lead?: ReactNode;
  /** For a page whose content speaks for itself: the title is then for screen readers and the tab alone. */
  hidden?: boolean;
}

/** The page's heading. After a link it takes the focus, so that the keyboard and the screen reader begin here. */
export function PageTitle({ title, lead, hidden = false }: PageTitleProps) {
  const { t } = useLanguage();
  const [location] = useLocation();
  const hasMoved = useHasMoved();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new address begins at its heading.
  useEffect(() => {
    if (hasMoved) {
      heading.current?.focus();
    }
  }, [location, hasMoved]);

  return (
    <div className={hidden ? "visually-hidden" : "page-title"}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p>{lead}</p>}
    </div>
  );
}
