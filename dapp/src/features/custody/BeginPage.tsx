"use client";
import { useTranslations } from "use-intl";
import type { CustodyOverview } from "../../engine/custody/overview.ts";
import { EmptyState, Loaded, PageHeader, Stack } from "../../ui/index.ts";
import { BeginForm } from "./BeginForm.tsx";
import { MIN_OFFICERS } from "./beginDraft.ts";
import { IntroduceCard } from "./IntroduceCard.tsx";
import { useCustody } from "./useCustody.ts";

/** Choosing the officers of a new key. */
export function BeginPage() {
  const t = useTranslations("custody.begin");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: "/custody/", label: t("back") }} />
      <Loaded of={useCustody()}>{(overview) => <Begin overview={overview} />}</Loaded>
    </Stack>
  );
}

function Begin({ overview: { self, managers, institution } }: { readonly overview: CustodyOverview }) {
  const t = useTranslations("custody.begin");
  const active = managers.filter(({ isActive }) => isActive);
  return (
    <>
      {self.name === null ? <IntroduceCard /> : null}
      {active.length < MIN_OFFICERS ? (
        <EmptyState art="people" title={t("alone")}>
          {t("aloneText")}
        </EmptyState>
      ) : (
        <BeginForm managers={active} institution={institution} />
      )}
    </>
  );
}
