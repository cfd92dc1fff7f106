import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, Checkbox, Dialog, ErrorState, Notice, TextArea, useToast } from "../../ui/index.ts";
import { useSayWrong, type WhichRecord } from "./useCorrections.ts";

const MAX_WORDS = 2000;

/** Asks the doctor to prepare an erasure. What it means is said first; nothing happens before the patient agrees to it once more. */
export function EraseDialog({
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
  const [words, setWords] = useState("");
  const [isUnderstood, setIsUnderstood] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const saying = useSayWrong();
  const send = () => {
    setIsAsked(true);
    if (!isUnderstood) return;
    saying.mutate(
      { chainId, recordId, words: [t("eraseDialog.request"), words.trim()].filter(Boolean).join("\n") },
      {
        onSuccess: () => {
          onClose();
          setWords("");
          setIsUnderstood(false);
          setIsAsked(false);
          toast({ message: t("eraseDialog.done") });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("eraseDialog.title")}
      canClose={!saying.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={saying.isPending}>
            {ui("cancel")}
          </Button>
          <Button variant="danger" busy={saying.isPending} onClick={send}>
            {t("eraseDialog.send")}
          </Button>
        </>
      }
    >
      <Notice tone="warning" title={t("eraseDialog.warning")}>
        <p>{t("eraseDialog.text")}</p>
      </Notice>
      <p>{t("eraseDialog.how")}</p>
      <TextArea
        label={t("eraseDialog.why")}
        optional
        value={words}
        onValue={setWords}
        maxLength={MAX_WORDS}
      />
      <Checkbox label={t("eraseDialog.understood")} checked={isUnderstood} onChecked={setIsUnderstood} />
      {isAsked && !isUnderstood ? (
        <Notice isLive tone="danger">
          {t("eraseDialog.understoodMissing")}
        </Notice>
      ) : null}
      {saying.error === null ? null : <ErrorState title={t("sayDialog.failed")} error={saying.error} />}
    </Dialog>
  );
}
