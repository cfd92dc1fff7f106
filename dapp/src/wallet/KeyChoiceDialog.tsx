"use client";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { KeyWay } from "../engine/session/signatureDesk.ts";
import { Button } from "../ui/button/Button.tsx";
import { TextField } from "../ui/field/TextField.tsx";
import { Details } from "../ui/layout/Details.tsx";
import { Stack } from "../ui/layout/Stack.tsx";
import { Dialog } from "../ui/overlay/Dialog.tsx";
import { evaluatePasskey } from "./signing/evaluatePasskey.ts";
import { useWallet } from "./WalletProvider.tsx";

/** Asks how to unlock the keys, when the account they are locked with is not shared with the page. */
export function KeyChoiceDialog() {
  const { keyQuestions, accounts } = useWallet();
  const t = useTranslations("wallet.unlock");
  const question = useSyncExternalStore(keyQuestions.subscribe, keyQuestions.current, () => null);
  const [passphrase, setPassphrase] = useState("");
  const ways = question?.ask ?? [];
  const wallets = ways.filter((way) => way.kind === "wallet");
  const shared = wallets.find(({ account }) => accounts.includes(account));
  return (
    <Dialog
      isOpen={question !== null}
      onClose={() => question?.decline()}
      title={t("title")}
      actions={<Button onClick={() => question?.decline()}>{t("cancel")}</Button>}
    >
      <Stack>
        {wallets.length === 0 ? null : (
          <div>
            <p>{t(shared === undefined ? "shareAccount" : "accountShared")}</p>
            {shared === undefined ? (
              <Details summary={t("whichAccount")}>
                {wallets.map(({ account }) => (
                  <code key={account}>{account}</code>
                ))}
              </Details>
            ) : (
              <Button
                variant="primary"
                onClick={() => question?.answer({ kind: "wallet", account: shared.account })}
              >
                {t("withWallet")}
              </Button>
            )}
          </div>
        )}
        {ways.some(({ kind }) => kind === "passphrase") ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setPassphrase("");
              question?.answer({ kind: "passphrase", passphrase });
            }}
          >
            <Stack>
              <TextField
                label={t("passphrase")}
                type="password"
                autoComplete="off"
                value={passphrase}
                onValue={setPassphrase}
              />
              <div>
                <Button type="submit" variant="primary" disabled={passphrase === ""}>
                  {t("withPassphrase")}
                </Button>
              </div>
            </Stack>
          </form>
        ) : null}
        {ways.filter(isPasskey).map(({ credentialId, prfInput }) => (
          <div key={credentialId}>
            <Button
              onClick={() => {
                evaluatePasskey(credentialId, prfInput).then(
                  (prfOutput) => question?.answer({ kind: "passkey", credentialId, prfOutput }),
                  () => undefined,
                );
              }}
            >
              {t("withPasskey")}
            </Button>
          </div>
        ))}
      </Stack>
    </Dialog>
  );
}

function isPasskey(way: KeyWay): way is Extract<KeyWay, { kind: "passkey" }> {
  return way.kind === "passkey";
}
