import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Visit } from "../../engine/visits.ts";
import type { FileCheck } from "../../engine/writing.ts";
import { ErrorState, FileDrop, Notice, Progress, Stack } from "../../ui/index.ts";
import { type CheckedFile, MAX_FILE_BYTES, useCheckFile } from "./useWriting.ts";

const SHOWN_PROBLEMS = 5;

/** Choosing a file; one that is not valid FHIR says where and why, and another can be chosen at once. */
export function FileStep({
  appointmentId,
  onChecked,
}: {
  /** Null: of another's record, whose patient is compared when it is sent. */
  readonly appointmentId: Visit["appointmentId"] | null;
  readonly onChecked: (checked: CheckedFile) => void;
}) {
  const t = useTranslations("writing");
  const check = useCheckFile(appointmentId);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const take = (file: File) => {
    setIsTooLarge(file.size > MAX_FILE_BYTES);
    if (file.size > MAX_FILE_BYTES) return;
    check.mutate(file, {
      onSuccess: (checked) => {
        if (checked.check.isFhir) onChecked(checked);
      },
    });
  };
  return (
    <Stack>
      <FileDrop
        title={t("drop")}
        hint={t("dropHint")}
        accept=".json,application/fhir+json,application/json"
        onFile={take}
      />
      {check.isPending ? <Progress label={t("checking")} /> : null}
      {isTooLarge ? (
        <Notice tone="danger" isLive title={t("invalid.title")}>
          <p>{t("tooLarge")}</p>
        </Notice>
      ) : null}
      {check.error === null || isTooLarge ? null : <ErrorState error={check.error} />}
      {check.data === undefined || check.data.check.isFhir || isTooLarge || check.isPending ? null : (
        <Problems name={check.data.file.name} check={check.data.check} />
      )}
    </Stack>
  );
}

function Problems({
  name,
  check,
}: {
  readonly name: string;
  readonly check: Extract<FileCheck, { isFhir: false }>;
}) {
  const t = useTranslations("writing");
  const { problems, message } = check;
  const more = problems.length - SHOWN_PROBLEMS;
  return (
    <Notice tone="danger" isLive title={`${name}: ${t("invalid.title")}`}>
      {problems.length === 0 ? <p>{message}</p> : null}
      <ul>
        {problems.slice(0, SHOWN_PROBLEMS).map(({ path, message: what, hint, line, column }) => (
          <li key={`${path} ${line} ${column} ${what}`}>
            {path === "" ? (
              capitalized(what)
            ) : (
              <>
                <code>{path}</code> {what}
              </>
            )}
            . {hint}
            {line === 0 ? null : <> ({t("invalid.where", { line, column })})</>}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{t("invalid.more", { count: more })}</p> : null}
      <p>{t("invalid.mend")}</p>
    </Notice>
  );
}

/** What is wrong with the file as a whole is a sentence of its own. */
function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
