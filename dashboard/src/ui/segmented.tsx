import { type ReactNode, useId } from "react";
import "./segmented.css";

interface SegmentedProps<Value extends string> {
  label: string;
  options: readonly { value: Value; mark: ReactNode; name: string; lang?: string }[];
  value: Value;
  onChange(value: Value): void;
}

/** A choice of one out of few, all of them in sight: radio buttons that look like one control. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const group = useId();
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.name} lang={option.lang}>
          <input
            type="radio"
            name={group}
            value={option.value}
            aria-label={option.name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span aria-hidden="true">{option.mark}</span>
        </label>
      ))}
    </fieldset>
  );
}
