import { useMessages, useTranslations } from "use-intl";
import { useLanguage } from "./LanguageProvider.tsx";

export interface ErrorWords {
  readonly code: string;
  readonly sentence: string;
  readonly hints: readonly string[];
  /** The person said no in the wallet: nothing is wrong. */
  readonly isRejection: boolean;
  readonly isRetryable: boolean;
}

/** An error of the engine in the person's language; one without a sentence here in the SDK's own words. */
export function useErrorWords(error: unknown): ErrorWords {
  const t = useTranslations("errors");
  const { errors: known } = useMessages();
  const { language } = useLanguage();
  const fault = faultOf(error);
  const { code, isRetryable } = fault;
  const isRejection = code === "WALLET_REJECTED";
  if (isKnown(known.sentences, code)) {
    const hint = isKnown(known.hints, code) ? [t(`hints.${code}`)] : [];
    return { code, sentence: t(`sentences.${code}`), hints: hint, isRejection, isRetryable };
  }
  if (code === "UNEXPECTED") {
    return { code, sentence: t("unexpected"), hints: [fault.message], isRejection, isRetryable: true };
  }
  const sentence = language === "en" ? fault.message : t("inEnglish", { sentence: fault.message });
  return { code, sentence, hints: fault.hints, isRejection, isRetryable };
}

function isKnown<Table extends object>(table: Table, code: string): code is Extract<keyof Table, string> {
  return Object.hasOwn(table, code);
}

/** `EngineError` by its shape: words do not depend on the engine. */
function faultOf(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly hints: readonly string[];
  readonly isRetryable: boolean;
} {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return { code: "UNEXPECTED", message, hints: [], isRetryable: true };
  }
  const hints = "hints" in error && Array.isArray(error.hints) ? error.hints.map(String) : [];
  const isRetryable = "isRetryable" in error && error.isRetryable === true;
  return { code: error.code, message, hints, isRetryable };
}
