import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Visit } from "../../engine/visits.ts";
import { Button, Card, Inline, LinkButton, Notice, Stack, Stepper, Tabs } from "../../ui/index.ts";
import { CheckStep } from "./CheckStep.tsx";
import { FileStep } from "./FileStep.tsx";
import { MeasureStep } from "./measuring/MeasureStep.tsx";
import { type CheckedFile, type Proposed, usePropose } from "./useWriting.ts";

/** File, check, propose: three steps for one record. */
export function WriteTask({ visit }: { readonly visit: Visit }) {
  const t = useTranslations("writing");
  const [checked, setChecked] = useState<CheckedFile | null>(null);
  const propose = usePropose();
  const restart = () => {
    setChecked(null);
    propose.reset();
  };
  const current = propose.isSuccess || propose.isPending ? 2 : checked === null ? 0 : 1;
  return (
    <Card title={t("visit", { code: visit.visitCode, complaint: visit.complaint })}>
      <Stack>
        <Stepper steps={[t("steps.file"), t("steps.check"), t("steps.send")]} current={current} />
        {propose.isSuccess ? (
          <Done visit={visit} proposed={propose.data} onAgain={restart} />
        ) : checked === null ? (
          <Entry visit={visit} onChecked={setChecked} />
        ) : (
          <CheckStep visit={visit} checked={checked} propose={propose} onOther={restart} />
        )}
      </Stack>
    </Card>
  );
}

/** From a file, or typed in. */
function Entry({
  visit,
  onChecked,
}: {
  readonly visit: Visit;
  readonly onChecked: (checked: CheckedFile) => void;
}) {
  const t = useTranslations("measuring.ways");
  const [way, setWay] = useState<"file" | "measurements">("file");
  return (
    <Tabs
      label={t("label")}
      tabs={[
        { key: "file", label: t("file") },
        { key: "measurements", label: t("measurements") },
      ]}
      current={way}
      onChange={setWay}
    >
      {way === "file" ? (
        <FileStep appointmentId={visit.appointmentId} onChecked={onChecked} />
      ) : (
        <MeasureStep appointmentId={visit.appointmentId} onChecked={onChecked} />
      )}
    </Tabs>
  );
}

function Done({
  visit,
  proposed,
  onAgain,
}: {
  readonly visit: Visit;
  readonly proposed: Proposed;
  readonly onAgain: () => void;
}) {
  const t = useTranslations("writing");
  return (
    <Notice
      isLive
      tone={proposed.mandate === "failed" ? "warning" : "success"}
      title={t("done.title")}
      actions={
        <Inline>
          <Button size="small" icon="plus" onClick={onAgain}>
            {t("done.again")}
          </Button>
          <LinkButton size="small" variant="quiet" href="/visits/">
            {t("done.toVisits")}
          </LinkButton>
        </Inline>
      }
    >
      <p>
        {proposed.mandate === "none"
          ? t("done.text", { code: visit.visitCode })
          : t(proposed.mandate === "used" ? "done.byMandate" : "done.mandateFailed")}
      </p>
    </Notice>
  );
}
