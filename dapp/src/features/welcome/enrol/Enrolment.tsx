"use client";
import { useTranslations } from "use-intl";
import type { EnrolmentView } from "../../../engine/session/enrolment/enrolmentVerbs.ts";
import { useWallet } from "../../../wallet/index.ts";
import { Button, Card, Notice } from "../../../ui/index.ts";
import { AtDesk } from "./AtDesk.tsx";
import { EnrolForm } from "./EnrolForm.tsx";

/** Becoming somebody on the network: a form, then the desk. One that was begun goes on with the accounts it was begun with. */
export function Enrolment({
  begun,
  onLeave,
}: {
  readonly begun: EnrolmentView | null;
  readonly onLeave: () => void;
}) {
  const t = useTranslations("welcome.enrol");
  const { accounts, disconnect } = useWallet();
  if (begun === null) return <EnrolForm onLeave={onLeave} />;
  if (begun.accounts.every((account) => accounts.includes(account))) return <AtDesk enrolment={begun} />;
  return (
    <Card title={t("title")}>
      <Notice
        tone="warning"
        title={t("otherAccounts")}
        actions={<Button onClick={() => void disconnect()}>{t("share")}</Button>}
      >
        <p>{t("otherAccountsHint")}</p>
      </Notice>
    </Card>
  );
}
