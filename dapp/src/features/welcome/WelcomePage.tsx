"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useEngine, useSession } from "../../data/index.ts";
import { LinkButton, Notice, Stack } from "../../ui/index.ts";
import { useWallet } from "../../wallet/index.ts";
import { Enrolment } from "./enrol/Enrolment.tsx";
import { IdentityChoice } from "./IdentityChoice.tsx";
import { WalletChoice } from "./WalletChoice.tsx";
import styles from "./welcome.module.css";

/** The way in: a wallet, then as whom, or an enrolment. */
export function WelcomePage() {
  const t = useTranslations("welcome");
  const proof = useTranslations("proof");
  const { ended } = useSession();
  return (
    <div className={styles["page"]}>
      <Stack gap="large">
        <header>
          <h1 tabIndex={-1}>{t("title")}</h1>
          <p className={styles["lead"]}>{t("lead")}</p>
        </header>
        {ended === null ? null : (
          <Notice isLive tone="info">
            <p>{t(`ended.${ended}`)}</p>
          </Notice>
        )}
        <WayIn />
        <p>
          <LinkButton variant="quiet" icon="shield" href="/proof/">
            {proof("link")}
          </LinkButton>
        </p>
      </Stack>
    </div>
  );
}

function WayIn() {
  const { connected } = useWallet();
  const engine = useEngine();
  const [wantsToEnrol, setWantsToEnrol] = useState(false);
  const begun = useQuery({
    queryKey: ["enrolment"],
    queryFn: () => engine.enrolment.current(),
    retry: false,
  });
  if (connected === null) return <WalletChoice />;
  if (wantsToEnrol || (begun.data !== null && begun.data !== undefined)) {
    return <Enrolment begun={begun.data ?? null} onLeave={() => setWantsToEnrol(false)} />;
  }
  return <IdentityChoice onEnrol={() => setWantsToEnrol(true)} />;
}
