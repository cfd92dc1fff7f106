import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../../i18n/LanguageProvider.tsx";
import { HTML_LANG, LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages.ts";
import { applyTheme, readTheme, type Theme, THEMES } from "./theme.ts";
import styles from "./menu.module.css";

export function LanguageSwitch() {
  const t = useTranslations("shell.account");
  const { language, setLanguage } = useLanguage();
  const name = useId();
  return (
    <fieldset>
      <legend className={styles["menuLegend"]}>{t("language")}</legend>
      <div className={styles["segments"]}>
        {LANGUAGES.map((each) => (
          <label className={styles["segment"]} key={each} lang={HTML_LANG[each]}>
            <input type="radio" name={name} checked={each === language} onChange={() => setLanguage(each)} />
            {LANGUAGE_NAMES[each]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface LockSwitchProps {
  readonly choices: readonly number[];
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
}

/** How long the page may lie untouched before it locks itself. */
export function LockSwitch({ choices, minutes, onMinutes }: LockSwitchProps) {
  const t = useTranslations("shell.account");
  const name = useId();
  return (
    <fieldset>
      <legend className={styles["menuLegend"]}>{t("lockAfter")}</legend>
      <div className={styles["segments"]}>
        {choices.map((each) => (
          <label className={styles["segment"]} key={each}>
            <input
              type="radio"
              name={name}
              checked={each === minutes}
              onChange={() => onMinutes(each)}
              aria-label={t("minutes", { count: each })}
            />
            <span aria-hidden>{t("minutesShort", { count: each })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function ThemeSwitch() {
  const t = useTranslations("shell.account");
  const name = useId();
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(readTheme()), []);
  return (
    <fieldset>
      <legend className={styles["menuLegend"]}>{t("theme")}</legend>
      <div className={styles["segments"]}>
        {THEMES.map((each) => (
          <label className={styles["segment"]} key={each}>
            <input
              type="radio"
              name={name}
              checked={each === theme}
              onChange={() => {
                applyTheme(each);
                setTheme(each);
              }}
            />
            {t(`themes.${each}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
