import type { ReactNode } from "react";
import "./facts.css";

export interface Fact {
  name: string;
  value: ReactNode;
  hint?: string;
}

/** Names and values, side by side where there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, hint }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {hint && <dd className="facts-hint">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
