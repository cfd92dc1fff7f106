import { type SyntheticEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { RecordToCorrect } from "../../engine/corrections/correcting.ts";
import type { ReasonName } from "../../engine/corrections/describe.ts";
import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Inline,
  LinkButton,
  Notice,
  RadioCards,
  Select,
  Stack,
  TextArea,
} from "../../ui/index.ts";
import { HideFields } from "../partly/index.ts";
import type { CheckedFile } from "../writing/index.ts";
import { AmendmentPreview } from "./AmendmentPreview.tsx";
import { NewContent } from "./NewContent.tsx";
import { SendingStage } from "./SendingStage.tsx";
import { type Prepared, useHasRead, usePrepare } from "./useCorrecting.ts";

type What = "replace" | "amend" | "redact" | "erase";

const REASONS: Readonly<Record<What, readonly ReasonName[]>> = {
  replace: ["wrongValue", "wrongTime", "anotherPatients", "enteredInError", "other"],
  amend: ["wrongValue", "wrongTime", "enteredInError", "other"],
  redact: ["patientsWish", "anotherPatients", "enteredInError", "wrongValue", "wrongTime", "other"],
  erase: ["patientsWish", "anotherPatients", "enteredInError", "other"],
};
const MAX_WORDS = 2000;

/** What is to become of the record, why, and words to the patient; signed and handed in. */
export function CorrectionForm({ record: { recordId } }: { readonly record: RecordToCorrect }) {
  const t = useTranslations("correcting.write");
  const reasons = useTranslations("corrections.reasonChoices");
  const [what, setWhat] = useState<What>("replace");
  const { data: hasRead = false } = useHasRead(recordId);
  const [hide, setHide] = useState<readonly string[]>([]);
  const [checked, setChecked] = useState<CheckedFile | null>(null);
  const [reason, setReason] = useState<ReasonName | "">("");
  const [words, setWords] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const prepare = usePrepare();
  if (prepare.data !== undefined) return <Done isOpening={prepare.data.status === "opening"} />;
  const isErasure = what === "erase";
  /** Null while something is missing. */
  const complete = (): Prepared | null => {
    if (reason === "" || words.trim() === "") return null;
    const preparing = { recordId, reason, words: words.trim() };
    if (what === "erase") return { ...preparing, what };
    if (what === "redact") return hide.length === 0 ? null : { ...preparing, what, hide };
    return checked === null ? null : { ...preparing, what, file: checked.file };
  };
  const handIn = () => {
    setIsConfirming(false);
    const prepared = complete();
    if (prepared !== null) prepare.mutate(prepared);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (complete() === null || prepare.isPending) return;
    if (isErasure) setIsConfirming(true);
    else handIn();
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack gap="large">
          <RadioCards
            legend={t("what")}
            columns="2"
            value={what}
            onValue={(value) => {
              setWhat(value);
              setReason("");
            }}
            choices={[
              { value: "replace", icon: "file", title: t("replace"), description: t("replaceText") },
              {
                value: "amend",
                icon: "write",
                title: t("amend"),
                description: t(hasRead ? "amendText" : "unread"),
                disabled: !hasRead,
              },
              {
                value: "redact",
                icon: "eye",
                title: t("redact"),
                description: t(hasRead ? "redactText" : "unread"),
                disabled: !hasRead,
              },
              { value: "erase", icon: "close", title: t("erase"), description: t("eraseText") },
            ]}
          />
          {what === "redact" ? (
            <HideFields
              record={{ chainId: null, recordId }}
              hide={hide}
              onHide={setHide}
              error={isAsked && hide.length === 0 ? t("redactMissing") : null}
            />
          ) : null}
          {what === "amend" && checked === null ? <p>{t("amendment.how")}</p> : null}
          {what !== "replace" && what !== "amend" ? null : (
            <NewContent
              checked={checked}
              onChecked={setChecked}
              isMissing={isAsked && checked === null}
              isBusy={prepare.isPending}
            >
              {what === "amend" && checked !== null ? (
                <AmendmentPreview
                  recordId={recordId}
                  file={checked.file}
                  onReplace={() => setWhat("replace")}
                />
              ) : null}
            </NewContent>
          )}
          <Select
            label={t("reason")}
            value={reason}
            onValue={setReason}
            error={isAsked && reason === "" ? t("reasonMissing") : null}
            options={[
              { value: "", label: "–" },
              ...REASONS[what].map((value) => ({ value, label: reasons(value) })),
            ]}
          />
          <TextArea
            label={t("words")}
            hint={t("wordsHint")}
            value={words}
            onValue={setWords}
            maxLength={MAX_WORDS}
            error={isAsked && words.trim() === "" ? t("wordsMissing") : null}
          />
          {prepare.isPending ? <SendingStage stage={prepare.stage} /> : null}
          {prepare.error === null ? null : <ErrorState title={t("failed")} error={prepare.error} />}
          <div>
            <Button
              type="submit"
              variant={isErasure ? "danger" : "primary"}
              icon="shield"
              busy={prepare.isPending}
            >
              {t(isErasure ? "submitErase" : "submit")}
            </Button>
          </div>
        </Stack>
      </form>
      <ConfirmDialog
        isOpen={isConfirming}
        title={t("confirmTitle")}
        confirmLabel={t("confirm")}
        isDangerous
        onConfirm={handIn}
        onClose={() => setIsConfirming(false)}
      >
        <p>{t("confirmText")}</p>
      </ConfirmDialog>
    </Card>
  );
}

function Done({ isOpening }: { readonly isOpening: boolean }) {
  const t = useTranslations("correcting.write");
  return (
    <Notice
      isLive
      tone="success"
      title={t("done")}
      actions={
        <Inline>
          <LinkButton size="small" variant="quiet" href="/corrections/">
            {t("toList")}
          </LinkButton>
        </Inline>
      }
    >
      <p>{t(isOpening ? "doneOpening" : "donePending")}</p>
    </Notice>
  );
}
