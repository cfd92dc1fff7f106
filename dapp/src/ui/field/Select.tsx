import type { SelectHTMLAttributes } from "react";
import { Icon } from "../icons/Icon.tsx";
import { cx } from "../cx.ts";
import { FieldFrame, type FieldTexts } from "./FieldFrame.tsx";
import styles from "./field.module.css";

export interface SelectProps<Value extends string>
  extends
    FieldTexts,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, "id" | "className" | "style" | "onChange" | "value"> {
  readonly value: Value;
  readonly onValue: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  /** Further options under headings, after those. */
  readonly groups?: readonly { readonly label: string; readonly options: readonly Option<Value>[] }[];
}

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

const NONE = [] as const;

export function Select<Value extends string>({
  label,
  hint,
  error,
  optional = false,
  value,
  onValue,
  options,
  groups = NONE,
  ...rest
}: SelectProps<Value>) {
  const choose = (chosen: string) => {
    const option = [...options, ...groups.flatMap((group) => group.options)].find(
      (each) => each.value === chosen,
    );
    if (option !== undefined) onValue(option.value);
  };
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <div className={styles["withIcon"]} data-side="end">
          <select
            {...rest}
            {...control}
            className={cx(styles["control"], styles["select"])}
            value={value}
            onChange={(event) => choose(event.target.value)}
          >
            {options.map(shown)}
            {groups.map((group) => (
              <optgroup key={group.label} label={group.label}>
                {group.options.map(shown)}
              </optgroup>
            ))}
          </select>
          <Icon name="down" size={18} />
        </div>
      )}
    </FieldFrame>
  );
}

function shown<Value extends string>({ value, label }: Option<Value>) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}
