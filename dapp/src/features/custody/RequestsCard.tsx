import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustodyOverview } from "../../engine/custody/overview.ts";
import type { PermitRequest } from "../../engine/custody/requests.ts";
import { Card, EmptyState, LinkButton, List, VisuallyHidden } from "../../ui/index.ts";
import { DeclineDialog } from "./DeclineDialog.tsx";
import { PermitDialog } from "./PermitDialog.tsx";
import { RequestRow } from "./RequestRow.tsx";

type Asked = { readonly what: "permit" | "decline"; readonly request: PermitRequest } | null;

/** What waits for the officers, and what came of what did. */
export function RequestsCard({
  overview: { requests, institution, holders },
  isMaking,
}: {
  readonly overview: Pick<CustodyOverview, "requests" | "institution" | "holders">;
  /** A new key is under way already. */
  readonly isMaking: boolean;
}) {
  const t = useTranslations("custody.requests");
  const ui = useTranslations("custody");
  const [asked, setAsked] = useState<Asked>(null);
  const open = requests.filter(({ state }) => state === "undecided" || state === "waiting");
  const undecided = open.filter(({ state, isMine }) => state === "undecided" && isMine).length;
  const former = requests.filter((request) => !open.includes(request));
  const isGoingPast = holders.mode !== "officers";
  const rows = (shown: readonly PermitRequest[]) =>
    shown.map((request) => (
      <RequestRow
        key={request.requestId}
        request={request}
        institution={institution}
        onPermit={() => setAsked({ what: "permit", request })}
        onDecline={() => setAsked({ what: "decline", request })}
      />
    ));
  return (
    <>
      <VisuallyHidden>
        <span role="status">{t("count", { count: undecided })}</span>
      </VisuallyHidden>
      <Card title={t("title")} padded={false}>
        {open.length === 0 ? (
          <EmptyState
            art="done"
            headingLevel={3}
            title={t("empty")}
            action={
              isGoingPast && !isMaking ? (
                <LinkButton href="/custody/new/">{ui("newKey")}</LinkButton>
              ) : undefined
            }
          >
            {isGoingPast ? t(isMaking ? "emptyMaking" : "emptySingle") : t("emptyText", { institution })}
          </EmptyState>
        ) : (
          <List label={t("title")}>{rows(open)}</List>
        )}
      </Card>
      {former.length === 0 ? null : (
        <Card title={t("formerTitle")} padded={false}>
          <List label={t("formerTitle")}>{rows(former)}</List>
        </Card>
      )}
      <PermitDialog
        request={asked?.what === "permit" ? asked.request : null}
        institution={institution}
        onClose={() => setAsked(null)}
      />
      <DeclineDialog
        request={asked?.what === "decline" ? asked.request : null}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
