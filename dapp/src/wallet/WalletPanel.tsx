"use client";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button/Button.tsx";
import type { WalletPrompt } from "./signing/prompts.ts";
import { useWallet } from "./WalletProvider.tsx";
import styles from "./wallet.module.css";

/** Tells what the wallet asks, why, and which of several it is; beside the page, so that nothing is covered by it. */
export function WalletPanel() {
  const { prompts } = useWallet();
  const t = useTranslations("wallet");
  const prompt = useSyncExternalStore(prompts.subscribe, prompts.current, () => null);
  return (
    <div role="status" aria-live="polite" className={styles["panelPlace"]}>
      {prompt === null ? null : (
        <div className={styles["panel"]} key={prompt.id} data-testid="wallet-panel">
          <p className={styles["panelTitle"]}>{t("lookAtWallet")}</p>
          <p>
            <Why asked={prompt.asked} />
          </p>
          {prompt.step === null ? null : (
            <p className={styles["step"]}>
              {t("step", { index: String(prompt.step.index), total: String(prompt.step.total) })}
            </p>
          )}
          <div>
            <Button size="small" variant="quiet" onClick={prompts.cancel}>
              {t("stopWaiting")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function Why({ asked }: Pick<WalletPrompt, "asked">) {
  const t = useTranslations("wallet.why");
  return t(reasonFor(asked));
}

/** Messages that have words of their own here; the names are those of the signed structs. */
const REASONS = {
  login: "login",
  switchNetwork: "switchNetwork",
  KeyDerivation: "keys",
  KeyManifest: "publish",
  KeyManifestChange: "publish",
  Enrollment: "enrol",
  Credential: "credential",
  PersonLink: "link",
  Deals: "deal",
  Grant: "grant",
  Revocation: "revoke",
  Denial: "deny",
  Manifest: "manifest",
  Proposal: "propose",
  Confirmation: "confirm",
  ManifestUpdate: "confirm",
  Dispute: "dispute",
  OpenRequest: "open",
  AccessRequest: "request",
  Mandate: "mandate",
  MandateRevocation: "revoke",
  Notice: "notice",
  Correction: "correct",
  CorrectionPermission: "permit",
  CustodyStatement: "custody",
  CaptureKey: "capture",
} as const;

export function reasonFor(asked: string): (typeof REASONS)[keyof typeof REASONS] | "other" {
  return isKnown(asked) ? REASONS[asked] : "other";
}

function isKnown(asked: string): asked is keyof typeof REASONS {
  return Object.hasOwn(REASONS, asked);
}
