"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { OpenedRecord } from "../../engine/records/records.ts";
import {
  Card,
  EmptyState,
  ErrorState,
  LinkButton,
  Notice,
  PageHeader,
  Progress,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { RecordActivity } from "../activity/index.ts";
import { CorrectionLabel, RecordCorrections, Tombstone } from "../corrections/index.ts";
import { RecordProof } from "../proof/index.ts";
import { RecordContent } from "../record/index.ts";
import { Decision } from "./Decision.tsx";
import { StatusBadge } from "./RecordRow.tsx";
import { useTitleWords } from "./titleWords.ts";
import { useRecord, type WhichRecord } from "./useRecords.ts";
import { Verified } from "./Verified.tsx";

/** One record of one's own: verified, opened, in words; to confirm or dispute while it is proposed (M8). */
export function RecordPage() {
  const t = useTranslations("records.view");
  const which = useWhich();
  const { data, error, refetch, isFetching } = useRecord(which === "none" ? null : which);
  const titleWords = useTitleWords();
  const title = data === undefined ? t("opening") : titleWords(data.about, data.entry.category);
  if (which === "none") {
    return (
      <>
        <PageHeader title={t("missing")} back={{ href: "/records/", label: t("back") }} />
        <EmptyState
          art="lost"
          title={t("missing")}
          action={<LinkButton href="/records/">{t("back")}</LinkButton>}
        >
          {t("missingText")}
        </EmptyState>
      </>
    );
  }
  return (
    <Stack>
      <PageHeader
        title={error === null ? title : t("failed")}
        back={{ href: "/records/", label: t("back") }}
        actions={
          data?.entry.status === "confirmed" ? (
            <LinkButton
              variant="primary"
              icon="shared"
              href={`/access/share/#${data.entry.chainId}/${data.entry.recordId}`}
            >
              {t("share")}
            </LinkButton>
          ) : undefined
        }
      />
      {error === null ? null : (
        <ErrorState
          title={t("failed")}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      )}
      {data === undefined && error === null ? (
        <Card>
          <Progress label={t("opening")} />
          <SkeletonRows />
        </Card>
      ) : null}
      {data === undefined ? null : <Opened record={data} />}
    </Stack>
  );
}

function Opened({ record }: { readonly record: OpenedRecord }) {
  const t = useTranslations("records.view");
  const { entry, content, mediaType, warnings } = record;
  if (content === null) {
    return (
      <>
        <div>
          <StatusBadge status={entry.status} />
        </div>
        <Tombstone entry={entry} />
        <RecordActivity record={entry} />
      </>
    );
  }
  return (
    <>
      <div>
        <StatusBadge status={entry.status} />
      </div>
      <Verified entry={entry} />
      <CorrectionLabel entry={entry} />
      {warnings.length === 0 ? null : (
        <Notice tone="warning" title={t("warnings.title")}>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{t(`warnings.${warning}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <RecordContent bytes={content} mediaType={mediaType} patient={record.patient} />
      {entry.status === "proposed" || entry.status === "claimed" ? (
        <Decision entry={entry} />
      ) : (
        <>
          {entry.status === "confirmed" ? <RecordCorrections entry={entry} /> : null}
          <RecordActivity record={entry} />
          {entry.status === "confirmed" ? <RecordProof entry={entry} /> : null}
        </>
      )}
    </>
  );
}

/** From the address; null until there is one, "none" when it names no record. */
function useWhich(): WhichRecord | null | "none" {
  const fragment = useFragment();
  if (fragment === null) return null;
  const [chain, record] = fragment;
  const recordId = asId(record);
  const chainId = Number(chain);
  return recordId === null || !Number.isSafeInteger(chainId) ? "none" : { chainId, recordId };
}
