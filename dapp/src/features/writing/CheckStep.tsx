import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Visit } from "../../engine/visits.ts";
import type { FileCheck } from "../../engine/writing.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import {
  Button,
  Details,
  ErrorState,
  Facts,
  Inline,
  Loaded,
  Notice,
  Progress,
  Select,
  Stack,
} from "../../ui/index.ts";
import { RecordContent } from "../record/index.ts";
import { sizeIn } from "./sizeIn.ts";
import type { CheckedFile, usePropose } from "./useWriting.ts";

/** Larger ones are not shown before they are sent: a page of a hundred thousand values helps nobody. */
const PREVIEW_BYTES = 5_000_000;
const FHIR = "application/fhir+json";

export interface CheckStepProps {
  readonly visit: Visit;
  readonly checked: CheckedFile;
  readonly propose: ReturnType<typeof usePropose>;
  readonly onOther: () => void;
}

/** What the file is, which category it goes to, how the patient will see it; then it is proposed. */
export function CheckStep({ visit, checked, propose, onOther }: CheckStepProps) {
  const t = useTranslations("writing");
  const nameOf = useCategoryName();
  const { file, check } = checked;
  const suggested = check.isFhir ? check.suggestedCategory : "";
  const isGiven = visit.categories.includes(suggested);
  const [category, setCategory] = useState(isGiven ? suggested : (visit.categories[0] ?? ""));
  if (!check.isFhir) return null;
  return (
    <Stack>
      <FoundFile file={file} check={check} />
      {isGiven ? null : (
        <Notice tone="warning">
          <p>{t("notGiven", { category: nameOf(suggested) })}</p>
        </Notice>
      )}
      <Select
        label={t("category")}
        hint={t("categoryHint")}
        value={category}
        onValue={setCategory}
        options={visit.categories.map((code) => ({
          value: code,
          label: code === suggested ? t("suggested", { category: nameOf(code) }) : nameOf(code),
        }))}
      />
      {file.size > PREVIEW_BYTES ? null : <Preview file={file} />}
      {propose.isPending ? <Sending stored={propose.stored} /> : null}
      {propose.error === null ? null : <ErrorState error={propose.error} />}
      <Inline>
        <Button
          variant="primary"
          icon="lock"
          busy={propose.isPending}
          disabled={category === ""}
          onClick={() => propose.mutate({ visit, category, file })}
        >
          {t("propose")}
        </Button>
        <Button variant="quiet" disabled={propose.isPending} onClick={onOther}>
          {t("another")}
        </Button>
      </Inline>
    </Stack>
  );
}

/** What a file turned out to be. */
export function FoundFile({
  file,
  check,
}: {
  readonly file: File;
  readonly check: Extract<FileCheck, { isFhir: true }>;
}) {
  const t = useTranslations("writing");
  const format = useFormatter();
  const { title, counts, period, warnings } = check;
  return (
    <Stack gap="small">
      <Facts
        facts={[
          { label: t("steps.file"), value: t("found", { name: file.name, size: sizeIn(format, file.size) }) },
          {
            label: title,
            value: t("contains", {
              list: format.list(counts.map(({ type, count }) => `${format.number(count)} ${type}`)),
            }),
          },
        ]}
      />
      {period === null ? null : (
        <p>{t(period.from === period.to ? "day" : "period", { from: period.from, to: period.to })}</p>
      )}
      {warnings.length === 0 ? null : (
        <Details summary={t("warnings", { count: warnings.length })}>
          <ul>
            {warnings.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Stack>
  );
}

function Preview({ file }: { readonly file: File }) {
  const t = useTranslations("writing");
  const content = useQuery({
    queryKey: ["chosen file", file.name, file.size, file.lastModified],
    queryFn: async () => new Uint8Array(await file.arrayBuffer()),
    gcTime: 0,
  });
  return (
    <Details summary={t("preview")}>
      <Loaded of={content} rows={2}>
        {(bytes) => <RecordContent bytes={bytes} mediaType={FHIR} />}
      </Loaded>
    </Details>
  );
}

function Sending({ stored }: { readonly stored: { readonly done: number; readonly total: number } | null }) {
  const t = useTranslations("writing");
  if (stored === null || stored.total === 0) return <Progress label={t("sealing")} />;
  return <Progress label={t("storing")} done={stored.done / stored.total} />;
}
