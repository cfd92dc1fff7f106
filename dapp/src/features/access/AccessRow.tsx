import { useState } from "react";
import { useTranslations } from "use-intl";
import type { GivenAccess } from "../../engine/grants/given.ts";
import {
  Avatar,
  Badge,
  Button,
  ConfirmDialog,
  Details,
  ErrorState,
  ExactTime,
  ListRow,
  RelativeTime,
  Stack,
  useToast,
  VerifiedName,
} from "../../ui/index.ts";
import { granteeWords, ScopeWords } from "./AccessWords.tsx";
import { isRunning, STATE_LOOKS } from "./states.ts";
import { useWithdraw } from "./useAccess.ts";

/** Who may read what, until when, and how often it was done; with a way to end it. */
export function AccessRow({ access }: { readonly access: GivenAccess }) {
  const t = useTranslations("access");
  const [isAsking, setIsAsking] = useState(false);
  const { state, used, maxUses, purpose, summary, isGranteeVerified, granteeOrganization } = access;
  const name = granteeWords(t, access);
  const { tone, icon } = STATE_LOOKS[state];
  return (
    <ListRow
      leading={<Avatar name={access.granteeName ?? granteeOrganization ?? ""} />}
      title={isGranteeVerified ? <VerifiedName name={name} label={t("nameVerified")} /> : name}
      meta={
        <Stack gap="small">
          <div>
            {access.granteeName === null || granteeOrganization === null ? null : (
              <div>{granteeOrganization}</div>
            )}
            <div>
              <ScopeWords access={access} />
            </div>
            <div>
              <When access={access} /> · {t("uses", { max: maxUses, used })}
            </div>
            {purpose === null ? null : <div>{t("purpose", { purpose })}</div>}
          </div>
          {summary === null ? null : (
            <Details summary={t("words")}>
              <p>{summary}</p>
            </Details>
          )}
        </Stack>
      }
      trailing={
        <>
          <Badge tone={tone} icon={icon}>
            {t(`states.${state}`)}
          </Badge>
          {isRunning(access) ? (
            <Button size="small" onClick={() => setIsAsking(true)} aria-label={`${t("withdraw")}: ${name}`}>
              {t("withdraw")}
            </Button>
          ) : null}
          <WithdrawDialog access={access} name={name} isOpen={isAsking} onClose={() => setIsAsking(false)} />
        </>
      }
    />
  );
}

function When({ access: { state, notBefore, notAfter, withdrawnAt } }: { readonly access: GivenAccess }) {
  const t = useTranslations("access");
  if (withdrawnAt !== null) return t.rich("withdrawn", { time: () => <RelativeTime at={withdrawnAt} /> });
  if (state === "not yet" && notBefore !== null)
    return t.rich("from", { time: () => <ExactTime at={notBefore} /> });
  if (notAfter === null) return null;
  if (state === "over") return t.rich("ended", { time: () => <RelativeTime at={notAfter} /> });
  return t.rich("until", { time: () => <ExactTime at={notAfter} /> });
}

function WithdrawDialog({
  access: { chainId, grantId },
  name,
  isOpen,
  onClose,
}: {
  readonly access: GivenAccess;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("access");
  const toast = useToast();
  const withdrawing = useWithdraw();
  const withdraw = () =>
    withdrawing.mutate(
      { chainId, grantId },
      {
        onSuccess: () => {
          onClose();
          toast({ message: t("withdrawnNow") });
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("withdrawDialog.title")}
      confirmLabel={t("withdrawDialog.confirm")}
      isDangerous
      busy={withdrawing.isPending}
      onConfirm={withdraw}
      onClose={onClose}
    >
      <p>{t("withdrawDialog.text", { name })}</p>
      <p>{t("withdrawDialog.limits")}</p>
      {withdrawing.error === null ? null : <ErrorState title={t("failed")} error={withdrawing.error} />}
    </ConfirmDialog>
  );
}
