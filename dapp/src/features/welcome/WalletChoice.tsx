"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Card, EmptyState, ErrorState, Icon, Stack } from "../../ui/index.ts";
import { useWallet } from "../../wallet/index.ts";
import styles from "./welcome.module.css";

/** Wallets of this browser, found by EIP-6963. */
export function WalletChoice() {
  const t = useTranslations("welcome.wallets");
  const { wallets, isSearching, connect } = useWallet();
  const connecting = useMutation({ mutationFn: connect });
  const isEmpty = wallets.length === 0 && !isSearching;
  return (
    <Card title={t("title")}>
      <Stack>
        {isEmpty ? (
          <EmptyState title={t("none")} headingLevel={3}>
            {t("noneHint")}
          </EmptyState>
        ) : null}
        <ul className={styles["wallets"]}>
          {wallets.map(({ id, name, icon, isDemo }) => (
            <li key={id}>
              <button
                type="button"
                className={styles["wallet"]}
                aria-busy={connecting.isPending && connecting.variables === id}
                onClick={() => {
                  if (!connecting.isPending) connecting.mutate(id);
                }}
              >
                {icon === null ? (
                  <Icon name="lock" size={32} />
                ) : (
                  <img src={icon} alt="" width={32} height={32} />
                )}
                <span className={styles["walletName"]}>
                  <strong>{name}</strong>
                  <span>{t(isDemo ? "demoHint" : "hint")}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p role="status" className={styles["status"]}>
          {connecting.isPending ? t("connecting") : isSearching && wallets.length === 0 ? t("searching") : ""}
        </p>
        {connecting.error === null ? null : <ErrorState error={connecting.error} />}
      </Stack>
    </Card>
  );
}
