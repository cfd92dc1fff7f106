import { type ReactNode, useId } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { FieldError } from "./FieldFrame.tsx";
import styles from "./field.module.css";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly icon?: IconName;
  readonly disabled?: boolean;
}

interface CardsTexts<Value extends string> {
  readonly legend: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly choices: readonly Choice<Value>[];
  /** One below the other, side by side where there is room, or as small chips. */
  readonly columns?: "1" | "2" | "chips";
}

export interface RadioCardsProps<Value extends string> extends CardsTexts<Value> {
  readonly value: Value | null;
  readonly onValue: (value: Value) => void;
}

/** One of several, each with a word of explanation. */
export function RadioCards<Value extends string>({ value, onValue, ...texts }: RadioCardsProps<Value>) {
  return (
    <Cards
      {...texts}
      type="radio"
      isChecked={(each) => each === value}
      onToggle={(each, checked) => {
        if (checked) onValue(each);
      }}
    />
  );
}

export interface CheckCardsProps<Value extends string> extends CardsTexts<Value> {
  readonly values: readonly Value[];
  readonly onValues: (values: readonly Value[]) => void;
}

/** Any of several. */
export function CheckCards<Value extends string>({ values, onValues, ...texts }: CheckCardsProps<Value>) {
  return (
    <Cards
      {...texts}
      type="checkbox"
      isChecked={(each) => values.includes(each)}
      onToggle={(each, checked) =>
        onValues(checked ? [...values, each] : values.filter((other) => other !== each))
      }
    />
  );
}

function Cards<Value extends string>({
  legend,
  hint,
  error,
  choices,
  columns = "1",
  type,
  isChecked,
  onToggle,
}: CardsTexts<Value> & {
  readonly type: "radio" | "checkbox";
  readonly isChecked: (value: Value) => boolean;
  readonly onToggle: (value: Value, checked: boolean) => void;
}) {
  const id = useId();
  const hasError = error !== null && error !== undefined && error !== "";
  const described = [hint === undefined ? null : `${id}-hint`, hasError ? `${id}-error` : null].filter(
    (each) => each !== null,
  );
  return (
    <fieldset aria-describedby={described.length === 0 ? undefined : described.join(" ")}>
      <legend className={styles["legend"]}>
        {legend}
        {hint === undefined ? null : (
          <p className={styles["hint"]} id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </legend>
      <div className={styles["cards"]} data-columns={columns}>
        {choices.map(({ value, title, description, icon, disabled = false }) => (
          <label className={styles["card"]} key={value}>
            <input
              type={type}
              name={id}
              value={value}
              disabled={disabled}
              checked={isChecked(value)}
              onChange={(event) => onToggle(value, event.target.checked)}
            />
            <span className={styles["cardBody"]}>
              <span className={styles["cardTitle"]}>{title}</span>
              {description === undefined ? null : <span className={styles["hint"]}>{description}</span>}
            </span>
            {icon === undefined ? null : <Icon name={icon} className={styles["cardIcon"]} />}
          </label>
        ))}
      </div>
      <div aria-live="polite">{hasError ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}</div>
    </fieldset>
  );
}
