import { useTranslations } from "use-intl";
import { useErrorWords } from "../../i18n/useErrorWords.ts";
import { Button } from "../button/Button.tsx";
import { Details } from "../layout/Details.tsx";
import { Notice } from "./Notice.tsx";
import styles from "./feedback.module.css";

export interface ErrorStateProps {
  readonly error: unknown;
  /** Tries the same again; the button is shown when that may help. */
  readonly onRetry?: (() => void) | undefined;
  /** What was not possible: "Your records could not be loaded". */
  readonly title?: string;
  readonly isRetrying?: boolean;
}

/** What went wrong in a sentence, what to do about it, and a way to try again. What the wallet was told to refuse is no error. */
export function ErrorState({ error, onRetry, title, isRetrying = false }: ErrorStateProps) {
  const t = useTranslations("ui");
  const { code, sentence, hints, isRejection, isRetryable } = useErrorWords(error);
  const canRetry = onRetry !== undefined && (isRetryable || isRejection || code === "UNEXPECTED");
  return (
    <Notice
      isLive
      tone={isRejection ? "info" : "danger"}
      title={isRejection ? sentence : (title ?? t("somethingWrong"))}
      actions={
        canRetry ? (
          <Button size="small" icon="undo" onClick={onRetry} busy={isRetrying}>
            {t("tryAgain")}
          </Button>
        ) : undefined
      }
    >
      {isRejection ? null : <p>{sentence}</p>}
      {hints.length === 0 || isRejection ? null : (
        <ul>
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
      {isRejection ? null : (
        <Details summary={t("forSupport")}>
          <p className={styles["code"]}>{code}</p>
        </Details>
      )}
    </Notice>
  );
}
