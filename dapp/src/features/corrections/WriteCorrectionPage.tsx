"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { RecordToCorrect } from "../../engine/corrections/correcting.ts";
import {
  Card,
  EmptyState,
  ExactTime,
  LinkButton,
  Loaded,
  Muted,
  Notice,
  PageHeader,
  Stack,
} from "../../ui/index.ts";
import { CorrectionForm } from "./CorrectionForm.tsx";
import { useRecordToCorrect } from "./useCorrecting.ts";

/** Writing the correction of the record that the address names. */
export function WriteCorrectionPage() {
  const t = useTranslations("correcting.write");
  const fragment = useFragment();
  const recordId = asId(fragment?.[0]);
  const record = useRecordToCorrect(recordId);
  const isMissing = fragment !== null && recordId === null;
  return (
    <Stack>
      <PageHeader
        title={isMissing ? t("missing") : t("title")}
        back={{ href: "/corrections/", label: t("back") }}
      />
      {isMissing ? (
        <EmptyState
          art="lost"
          title={t("missing")}
          action={<LinkButton href="/corrections/">{t("back")}</LinkButton>}
        >
          {t("missingText")}
        </EmptyState>
      ) : (
        <Loaded of={record} rows={2}>
          {(found) => <Found record={found} />}
        </Loaded>
      )}
    </Stack>
  );
}

function Found({ record }: { readonly record: RecordToCorrect | null }) {
  const t = useTranslations("correcting");
  if (record === null || !record.canCorrect) {
    return (
      <Notice tone="warning" title={t("write.cannot")}>
        <p>{t(record === null ? "gone" : "notConfirmed")}</p>
      </Notice>
    );
  }
  const { visitCode, writtenAt, version, label } = record;
  return (
    <>
      <Card title={visitCode === null ? t("write.aboutNoVisit") : t("write.about", { code: visitCode })}>
        <Stack gap="small">
          <p>
            {t.rich("write.written", { time: () => <ExactTime at={writtenAt} />, version: version + 1 })}{" "}
            {label === null
              ? null
              : t.rich("write.label", { time: () => <ExactTime at={label.time} withClock={false} /> })}
          </p>
          <Muted>{t("write.readFirst")}</Muted>
        </Stack>
      </Card>
      <CorrectionForm key={record.recordId} record={record} />
    </>
  );
}
