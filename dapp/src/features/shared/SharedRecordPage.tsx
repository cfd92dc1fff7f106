"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { SharedGrant } from "../../engine/shared.ts";
import {
  Badge,
  Card,
  EmptyState,
  ExactTime,
  Facts,
  LinkButton,
  Loaded,
  Notice,
  PageHeader,
  Stack,
} from "../../ui/index.ts";
import { ReadForm } from "./ReadForm.tsx";
import { useSharedGrants } from "./useShared.ts";

/** One grant: its words, the records it covers, and reading one (steps 6 to 8). */
export function SharedRecordPage() {
  const t = useTranslations("shared");
  const id = asId(useFragment()?.[0]);
  return (
    <Stack gap="large">
      <PageHeader title={t("view.title")} back={{ href: "/shared/", label: t("view.back") }} />
      <Loaded of={useSharedGrants()} rows={2}>
        {({ grants }) => <Found grant={grants.find(({ grantId }) => grantId === id)} />}
      </Loaded>
    </Stack>
  );
}

function Found({ grant }: { readonly grant: SharedGrant | undefined }) {
  const t = useTranslations("shared");
  if (grant === undefined) {
    return (
      <EmptyState
        art="lost"
        title={t("empty.title")}
        action={<LinkButton href="/shared/">{t("view.back")}</LinkButton>}
      />
    );
  }
  return (
    <>
      <Words grant={grant} />
      {grant.state === "holds" ? (
        <ReadForm key={grant.grantId} grant={grant} />
      ) : (
        <Notice tone="info" title={t("view.cannot")}>
          <p>{t(`states.${grant.state}`)}</p>
        </Notice>
      )}
    </>
  );
}

function Words({ grant }: { readonly grant: SharedGrant }) {
  const t = useTranslations("shared");
  const { summary, purpose, institution, notAfter, maxUses, state } = grant;
  return (
    <Card
      title={t("view.words")}
      aside={<Badge tone={state === "holds" ? "success" : "neutral"}>{t(`states.${state}`)}</Badge>}
    >
      <Stack>
        <blockquote>{summary}</blockquote>
        <Facts
          facts={[
            { label: t("view.purpose"), value: purpose },
            { label: t("from", { institution }), value: t("uses", { count: maxUses }) },
            {
              label: t("states.holds"),
              value: t.rich("until", { time: () => <ExactTime at={notAfter} /> }),
            },
          ]}
        />
      </Stack>
    </Card>
  );
}
