import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ReportedRecord } from "../../engine/corrections/correcting.ts";
import { Button, Dialog, ErrorState, TextArea, useToast } from "../../ui/index.ts";
import { useAnswer } from "./useCorrecting.ts";
import styles from "./corrections.module.css";

const MAX_WORDS = 2000;

/** A doctor's answer to a patient, in words. */
export function AnswerDialog({
  reported,
  onClose,
}: {
  readonly reported: ReportedRecord | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations("correcting.answerDialog");
  const ui = useTranslations("ui");
  const toast = useToast();
  const [words, setWords] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const answering = useAnswer();
  const send = () => {
    setIsAsked(true);
    if (reported === null || words.trim() === "") return;
    answering.mutate(
      { requestId: reported.requestId, words: words.trim() },
      {
        onSuccess: () => {
          onClose();
          setWords("");
          setIsAsked(false);
          toast({ message: t("done") });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen={reported !== null}
      onClose={onClose}
      title={t("title")}
      canClose={!answering.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={answering.isPending}>
            {ui("cancel")}
          </Button>
          <Button variant="primary" icon="lock" busy={answering.isPending} onClick={send}>
            {t("send")}
          </Button>
        </>
      }
    >
      <p className={styles["words"]}>{reported?.words}</p>
      <TextArea
        label={t("words")}
        hint={t("hint")}
        error={isAsked && words.trim() === "" ? t("missing") : null}
        value={words}
        onValue={setWords}
        maxLength={MAX_WORDS}
      />
      {answering.error === null ? null : <ErrorState error={answering.error} />}
    </Dialog>
  );
}
