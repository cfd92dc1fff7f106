"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useEngine, useSession } from "../../data/index.ts";
import type { Identity } from "../../engine/session/identities.ts";
import type { SignInStage } from "../../engine/session/signIn.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Inline,
  Progress,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { useWallet } from "../../wallet/index.ts";
import styles from "./welcome.module.css";

/** As whom the connected accounts may sign in; nobody is asked to choose among one. */
export function IdentityChoice({ onEnrol }: { readonly onEnrol: () => void }) {
  const t = useTranslations("welcome.identities");
  const engine = useEngine();
  const { accounts, disconnect } = useWallet();
  const found = useQuery({
    queryKey: ["identities", ...accounts],
    queryFn: () => engine.session.look(accounts),
    enabled: accounts.length > 0,
  });
  return (
    <Card title={t("title")} aside={<OtherWallet onPress={() => void disconnect()} />}>
      <Stack>
        {found.isPending ? (
          <>
            <p role="status">{t("looking")}</p>
            <SkeletonRows rows={1} />
          </>
        ) : null}
        {found.error === null ? null : (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.length === 0 ? (
          <EmptyState
            headingLevel={3}
            title={t("unknown")}
            action={
              <Button variant="primary" onClick={onEnrol}>
                {t("enrol")}
              </Button>
            }
          >
            {t("unknownHint")}
          </EmptyState>
        ) : null}
        {(found.data ?? []).map((identity) => (
          <SignInAs key={identity.key} identity={identity} />
        ))}
        {found.data === undefined || found.data.length === 0 ? null : (
          <Inline>
            <Button variant="quiet" size="small" onClick={onEnrol}>
              {t("enrolAsWell")}
            </Button>
          </Inline>
        )}
      </Stack>
    </Card>
  );
}

function OtherWallet({ onPress }: { readonly onPress: () => void }) {
  const t = useTranslations("welcome.wallets");
  return (
    <Button variant="quiet" size="small" onClick={onPress}>
      {t("change")}
    </Button>
  );
}

function SignInAs({ identity }: { readonly identity: Identity }) {
  const t = useTranslations("welcome");
  const words = useTranslations("wallet");
  const { signIn } = useSession();
  const { personName } = useWallet();
  const [stage, setStage] = useState<SignInStage | null>(null);
  const entering = useMutation({
    mutationFn: () => signIn(identity, setStage),
    onSettled: () => setStage(null),
  });
  const isActive = identity.chains[0]?.isActive === true;
  const as = t("identities.as", {
    role: words(`role.${identity.role}`),
    organization: identity.organizationName,
  });
  return (
    <section className={styles["identity"]} aria-label={as}>
      <div>
        {personName === null ? null : <p className={styles["name"]}>{personName}</p>}
        <p>{as}</p>
        <p className={styles["status"]}>
          {isActive ? t("identities.signatures", { count: identity.signatures }) : t("identities.inactive")}
        </p>
      </div>
      <Inline>
        <Button
          variant="primary"
          busy={entering.isPending}
          disabled={!isActive}
          onClick={() => entering.mutate()}
        >
          {t("identities.signIn")}
        </Button>
      </Inline>
      {stage === null ? null : <Progress label={t(`stages.${stage}`)} />}
      {entering.error === null ? null : (
        <ErrorState error={entering.error} onRetry={() => entering.mutate()} />
      )}
    </section>
  );
}
