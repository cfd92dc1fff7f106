import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ReasonName } from "../../engine/corrections/describe.ts";
import { Button, Dialog, ErrorState, RadioCards, TextArea, useToast } from "../../ui/index.ts";
import { useSayWrong, type WhichRecord } from "./useCorrections.ts";

const REASONS = [
  "wrongValue",
  "wrongTime",
  "anotherPatients",
  "enteredInError",
  "other",
] as const satisfies readonly ReasonName[];
const MAX_WORDS = 2000;

/** What is wrong, in plain choices and in the patient's words; sent to the doctor who wrote it. */
export function SayWrongDialog({
  record: { chainId, recordId },
  isOpen,
  onClose,
}: {
  readonly record: WhichRecord;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("corrections");
  const ui = useTranslations("ui");
  const toast = useToast();
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
  const [words, setWords] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const saying = useSayWrong();
  const send = () => {
    setIsAsked(true);
    if (reason === null || words.trim() === "") return;
    saying.mutate(
      { chainId, recordId, words: `${t(`reasonChoices.${reason}`)}\n${words.trim()}` },
      {
        onSuccess: () => {
          onClose();
          setReason(null);
          setWords("");
          setIsAsked(false);
          toast({ message: t("sayDialog.done") });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("sayDialog.title")}
      canClose={!saying.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={saying.isPending}>
            {ui("cancel")}
          </Button>
          <Button variant="primary" icon="lock" busy={saying.isPending} onClick={send}>
            {t("sayDialog.send")}
          </Button>
        </>
      }
    >
      <RadioCards
        legend={t("sayDialog.legend")}
        value={reason}
        onValue={setReason}
        error={isAsked && reason === null ? t("sayDialog.missing") : null}
        choices={REASONS.map((value) => ({ value, title: t(`reasonChoices.${value}`) }))}
      />
      <TextArea
        label={t("sayDialog.words")}
        hint={t("sayDialog.wordsHint")}
        error={isAsked && words.trim() === "" ? t("sayDialog.wordsMissing") : null}
        value={words}
        onValue={setWords}
        maxLength={MAX_WORDS}
      />
      {saying.error === null ? null : <ErrorState title={t("sayDialog.failed")} error={saying.error} />}
    </Dialog>
  );
}
