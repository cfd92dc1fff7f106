"use client";
import { useTranslations } from "use-intl";
import type { CustodyOverview } from "../../engine/custody/overview.ts";
import { ErrorState, LinkButton, Loaded, Muted, PageHeader, Stack } from "../../ui/index.ts";
import { AbortedNotice } from "./AbortedNotice.tsx";
import { CeremonyCard } from "./CeremonyCard.tsx";
import { FormerKeys } from "./FormerKeys.tsx";
import { HoldersCard } from "./HoldersCard.tsx";
import { IntroduceCard } from "./IntroduceCard.tsx";
import { partsOf } from "./partsOf.ts";
import { RequestsCard } from "./RequestsCard.tsx";
import { useCustody, useGoingOn } from "./useCustody.ts";

/** The officers' page: who holds the key, keys in the making, and corrections to permit (docs/corrections.md, threshold custody). */
export function CustodyPage() {
  const t = useTranslations("custody");
  const custody = useCustody();
  const goingOn = useGoingOn(custody.data);
  const institution = custody.data?.institution;
  return (
    <Stack gap="large">
      <PageHeader
        title={t("title")}
        lead={institution === undefined ? t("leadLoading") : t("lead", { institution })}
        actions={
          <LinkButton href="/custody/new/" icon="plus">
            {t("newKey")}
          </LinkButton>
        }
      />
      {goingOn.error === null ? null : (
        <ErrorState
          title={t("stalled")}
          error={goingOn.error}
          onRetry={() => void goingOn.refetch()}
          isRetrying={goingOn.isFetching}
        />
      )}
      <Loaded of={custody}>{(overview) => <Overview overview={overview} />}</Loaded>
    </Stack>
  );
}

function Overview({ overview }: { readonly overview: CustodyOverview }) {
  const t = useTranslations("custody");
  const { self, ceremonies, institution, holders } = overview;
  const { living, aborted, former } = partsOf(ceremonies);
  return (
    <>
      {self.name === null ? <IntroduceCard /> : null}
      {aborted === null ? null : <AbortedNotice ceremony={aborted} />}
      {living.map((ceremony) => (
        <CeremonyCard key={ceremony.ceremony} ceremony={ceremony} institution={institution} />
      ))}
      {holders.mode === "officers" ? null : <HoldersCard overview={overview} />}
      <RequestsCard overview={overview} isMaking={living.length > 0} />
      {holders.mode === "officers" ? <HoldersCard overview={overview} /> : null}
      <FormerKeys ceremonies={former} />
      {self.name === null ? null : (
        <p>
          <Muted>{t("known", { name: self.name, reference: self.reference })}</Muted>
        </p>
      )}
    </>
  );
}
