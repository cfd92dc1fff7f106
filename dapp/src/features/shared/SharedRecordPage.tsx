"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/useFragment.ts";
import type { SharedGrant } from "../../engine/shared.ts";
import {
  Badge,
  Card,
  EmptyState,
  ErrorState,
  ExactTime,
  Facts,
  LinkButton,
  Notice,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { ReadForm } from "./ReadForm.tsx";
import { useSharedGrants } from "./useShared.ts";

/** One grant: its words, the records it covers, and reading one (steps 6 to 8). */
export function SharedRecordPage() {
  const t = useTranslations("shared");
  const id = asId(useFragment()?.[0]);
  const { data, error, refetch, isFetching } = useSharedGrants();
  const grant = data?.grants.find(({ grantId }) => grantId === id);
  return (
    <Stack gap="large">
      <PageHeader title={t("view.title")} back={{ href: "/shared/", label: t("view.back") }} />
      {error === null ? null : (
        <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      )}
      {data === undefined && error === null ? (
        <Card padded={false}>
          <SkeletonRows rows={2} />
        </Card>
      ) : null}
      {data !== undefined && grant === undefined ? (
        <EmptyState
          art="lost"
          title={t("empty.title")}
          action={<LinkButton href="/shared/">{t("view.back")}</LinkButton>}
        />
      ) : null}
      {grant === undefined ? null : (
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
      )}
    </Stack>
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
