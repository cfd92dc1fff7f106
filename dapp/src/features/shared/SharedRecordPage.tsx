"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { SharedGrant } from "../../engine/shared.ts";
import {
  Badge,
  Card,
  EmptyState,
  ErrorState,
  ExactTime,
  Facts,
  LinkButton,
  Loaded,
  Notice,
  PageHeader,
  Stack,
} from "../../ui/index.ts";
import { ChangeNotice } from "./Changes.tsx";
import { ReadForm } from "./ReadForm.tsx";
import { ReadResult } from "./ReadResult.tsx";
import { useRead, useSharedGrants } from "./useShared.ts";

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
      <ChangeNotice grant={grant} />
      <Reading key={grant.grantId} grant={grant} />
    </>
  );
}

/** What was read stays in sight although the reading may have been the last that was allowed. */
function Reading({ grant }: { readonly grant: SharedGrant }) {
  const t = useTranslations("shared");
  const read = useRead();
  if (read.data !== undefined) return <ReadResult shared={read.data} onAnother={() => read.reset()} />;
  // A reading under way, or what became of it, is not taken away by the grant's new state either.
  if (grant.state === "holds" || read.isPending) return <ReadForm grant={grant} read={read} />;
  return (
    <>
      {read.error === null ? null : <ErrorState error={read.error} />}
      <Notice tone="info" title={t("view.cannot")}>
        <p>{t(`states.${grant.state}`)}</p>
      </Notice>
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
