import type { InputHTMLAttributes, Ref } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { cx } from "../cx.ts";
import { FieldFrame, type FieldTexts } from "./FieldFrame.tsx";
import styles from "./field.module.css";

export interface TextFieldProps
  extends
    FieldTexts,
    Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className" | "style" | "onChange" | "value"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly icon?: IconName;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  hint,
  error,
  optional = false,
  value,
  onValue,
  icon,
  ref,
  ...rest
}: TextFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional}>
      {(control) => {
        const input = (
          <input
            type="text"
            {...rest}
            {...control}
            ref={ref}
            className={cx(styles["control"])}
            value={value}
            required={!optional && rest.required === true}
            onChange={(event) => onValue(event.target.value)}
          />
        );
        if (icon === undefined) return input;
        return (
          <div className={styles["withIcon"]} data-side="start">
            <Icon name={icon} />
            {input}
          </div>
        );
      }}
    </FieldFrame>
  );
}
