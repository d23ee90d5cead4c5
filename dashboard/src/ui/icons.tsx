import "./icons.css";

const SHAPES = {
  system: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path className="icon-filled" d="M8 2a6 6 0 0 0 0 12z" />
    </>
  ),
  light: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v2m0 10v2M1 8h2m10 0h2M3.1 3.1l1.4 1.4m7 7 1.4 1.4m0-9.8-1.4 1.4m-7 7-1.4 1.4" />
    </>
  ),
  dark: <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />,
};

/** A drawing in the place of a word; whoever uses it gives the word to screen readers. */
export function Icon({ name }: { name: keyof typeof SHAPES }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
