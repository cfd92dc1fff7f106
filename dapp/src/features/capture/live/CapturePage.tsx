"use client";
import { useTranslations } from "use-intl";
import { useCapture } from "../../../capture/index.ts";
import { asId, useFragment } from "../../../data/index.ts";
import { Button, Card, ErrorState, LinkButton, Notice, PageHeader, Stack } from "../../../ui/index.ts";
import { BeginCapture, UnfinishedCaptures, useDemonstration } from "../begin/index.ts";
import { FinishCapture } from "../finish/index.ts";
import { LivePage } from "./LivePage.tsx";

/** Begins, shows and finishes the capture of this tab. */
export function CapturePage() {
  const { host, state } = useCapture();
  const words = useTranslations("capturing");
  const [appointment] = useFragment() ?? [];
  if (state === null) return <Begin appointmentId={asId(appointment)} />;
  if (state.phase !== "finished") return <LivePage state={state} />;
  return (
    <Stack gap="large">
      <PageHeader title={words("finish.title")} lead={words("finish.lead")} />
      <FinishCapture begin={state.begin} content={() => host.content()} discard={() => host.discard()} />
    </Stack>
  );
}

function Begin({ appointmentId }: { readonly appointmentId: `0x${string}` | null }) {
  const t = useTranslations("capturing.begin");
  const { host } = useCapture();
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <UnfinishedCaptures onResume={host.resume} />
      {appointmentId === null ? (
        <Start />
      ) : (
        <BeginCapture appointmentId={appointmentId} onSeed={host.begin} />
      )}
    </Stack>
  );
}

function Start() {
  const t = useTranslations("capturing.begin");
  const { host } = useCapture();
  const demonstration = useDemonstration(host.begin);
  return (
    <>
      <Card title={t("chooseVisit")}>
        <p>{t("chooseVisitText")}</p>
        <div>
          <LinkButton href="/visits/" variant="primary" icon="calendar">
            {t("toVisits")}
          </LinkButton>
        </div>
      </Card>
      <Card title={t("demonstration")}>
        <Notice>
          <p>{t("demonstrationText")}</p>
        </Notice>
        {demonstration.error === null ? null : <ErrorState error={demonstration.error} />}
        <div>
          <Button icon="flask" busy={demonstration.isPending} onClick={() => demonstration.mutate()}>
            {t("startDemonstration")}
          </Button>
        </div>
      </Card>
    </>
  );
}
