"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { OpenedPartly } from "../../engine/partly/partly.ts";
import {
  Card,
  EmptyState,
  ErrorState,
  ExactTime,
  LinkButton,
  Notice,
  PageHeader,
  Progress,
  SkeletonRows,
  Stack,
  type Tone,
} from "../../ui/index.ts";
import { RecordContent } from "../record/index.ts";
import { useCopy } from "./usePartly.ts";

/** A copy with parts hidden by the patient: verified against the chain, then shown with bars for what is hidden. */
export function CopyPage() {
  const t = useTranslations("partly.copy");
  const fragment = useFragment();
  const id = asId(fragment?.[0]);
  const { data, error, refetch, isFetching } = useCopy(id);
  const back = { href: "/shared/", label: t("back") };
  if (fragment !== null && id === null) {
    return (
      <>
        <PageHeader title={t("missing")} back={back} />
        <EmptyState
          art="lost"
          title={t("missing")}
          action={<LinkButton href="/shared/">{t("back")}</LinkButton>}
        />
      </>
    );
  }
  return (
    <Stack>
      <PageHeader title={error === null ? (data?.entry.title ?? t("title")) : t("failed")} back={back} />
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
      {data === undefined ? null : <Opened copy={data} />}
    </Stack>
  );
}

const TONES: Readonly<Record<OpenedPartly["standing"], Tone>> = {
  present: "success",
  "corrected-since": "warning",
  "erased-since": "warning",
  unknown: "info",
};

function Opened({ copy }: { readonly copy: OpenedPartly }) {
  const t = useTranslations("partly.copy");
  const { entry, content, mediaType, standing, attestedAt, authorName, label, version, isSomethingNameless } =
    copy;
  const { institution, words, at } = entry;
  return (
    <>
      <Notice tone={TONES[standing]} title={t(`standing.${standing}`)}>
        <p>
          {authorName === null
            ? t.rich("verifiedUnnamed", { institution, time: () => <ExactTime at={at} /> })
            : t.rich("verified", { author: authorName, institution, time: () => <ExactTime at={at} /> })}
        </p>
        <p>{t(`standingText.${standing}`)}</p>
        {attestedAt === null ? null : (
          <p>{t.rich("attested", { institution, time: () => <ExactTime at={attestedAt} /> })}</p>
        )}
        {label === null ? null : <p>{t("version", { version: version + 1 })}</p>}
      </Notice>
      <Notice>
        <p>{t("inPart")}</p>
        {isSomethingNameless ? <p>{t("nameless")}</p> : null}
      </Notice>
      {words === "" ? null : (
        <Card title={t("words")}>
          <blockquote>{words}</blockquote>
        </Card>
      )}
      <RecordContent bytes={content} mediaType={mediaType} hiddenBy="patient" canSave={false} />
    </>
  );
}
