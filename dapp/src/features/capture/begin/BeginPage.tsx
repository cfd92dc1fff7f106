"use client";
import { useTranslations } from "use-intl";
import { useCapture } from "../../../capture/index.ts";
import { asId, useFragment } from "../../../data/index.ts";
import { Button, Card, ErrorState, LinkButton, PageHeader, Stack } from "../../../ui/index.ts";
import { BeginCapture } from "./BeginCapture.tsx";
import { UnfinishedCaptures } from "./UnfinishedCaptures.tsx";
import { type OnSeed, useDemonstration } from "./useBegin.ts";

/** Before anything is captured: for the appointment that the address names, as a demonstration, or where it was interrupted. */
export function BeginPage() {
  const t = useTranslations("capturing.begin");
  const { host } = useCapture();
  const appointmentId = asId(useFragment()?.[0]);
  const onSeed: OnSeed = (seed) => host.begin(seed);
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: "/visits/", label: t("back") }} />
      <UnfinishedCaptures onResume={(seed) => host.resume(seed)} />
      {appointmentId === null ? (
        <Card title={t("chooseVisit")}>
          <Stack>
            <p>{t("chooseVisitText")}</p>
            <div>
              <LinkButton href="/visits/" variant="primary" icon="calendar">
                {t("toVisits")}
              </LinkButton>
            </div>
          </Stack>
        </Card>
      ) : (
        <BeginCapture appointmentId={appointmentId} onSeed={onSeed} />
      )}
      <Demonstration onSeed={onSeed} />
    </Stack>
  );
}

function Demonstration({ onSeed }: { readonly onSeed: OnSeed }) {
  const t = useTranslations("capturing.begin");
  const demonstration = useDemonstration(onSeed);
  return (
    <Card title={t("demonstration")}>
      <Stack>
        <p>{t("demonstrationText")}</p>
        {demonstration.error === null ? null : <ErrorState error={demonstration.error} />}
        <div>
          <Button icon="activity" busy={demonstration.isPending} onClick={() => demonstration.mutate()}>
            {t("startDemonstration")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
