"use client";
import { useTranslations } from "use-intl";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import { Card, Loaded, Muted, PageHeader, Stack } from "../../ui/index.ts";
import { AnchorsCard } from "./AnchorsCard.tsx";
import { AuditCard } from "./AuditCard.tsx";
import { BatchesCard } from "./BatchesCard.tsx";
import { CommitteeCard } from "./CommitteeCard.tsx";
import { FlowPicture } from "./FlowPicture.tsx";
import { usePipeline } from "./usePipeline.ts";

/** The operator's page: where the institution's entries are on their way to the public register, and where they wait (docs/bridge.md). */
export function PipelinePage() {
  const t = useTranslations("pipeline");
  const pipeline = usePipeline();
  const institution = pipeline.data?.institution;
  return (
    <Stack gap="large">
      <PageHeader
        title={t("title")}
        lead={institution === undefined ? t("leadLoading") : t("lead", { institution })}
      />
      <Loaded of={pipeline}>{(found) => <Parts pipeline={found} />}</Loaded>
    </Stack>
  );
}

function Parts({ pipeline }: { readonly pipeline: Pipeline }) {
  const t = useTranslations("pipeline");
  const { flow, batches, audit, committee, anchors, institution } = pipeline;
  const strangers = flow.is === "there" ? flow.value.strangers : 0;
  return (
    <>
      <Card title={t("way")}>
        <FlowPicture pipeline={pipeline} />
        {strangers === 0 ? null : <Muted>{t("strangers", { count: strangers, institution })}</Muted>}
      </Card>
      <BatchesCard batches={batches} committee={committee} />
      <AuditCard audit={audit} />
      <CommitteeCard committee={committee} />
      <AnchorsCard anchors={anchors} />
    </>
  );
}
