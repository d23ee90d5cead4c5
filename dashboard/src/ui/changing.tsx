import "./changing.css";

/** A number that glows for a moment when it becomes another one. */
export function Changing({ children }: { children: string }) {
  return (
    <span key={children} className="changing">
      {children}
    </span>
  );
}
