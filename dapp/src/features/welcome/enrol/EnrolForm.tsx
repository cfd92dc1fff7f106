"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useEngine, useNetwork } from "../../../data/index.ts";
import type { EnrolmentDraft } from "../../../engine/session/enrolment/draft.ts";
import {
  Button,
  Card,
  Checkbox,
  ErrorState,
  Inline,
  Notice,
  RadioCards,
  SkeletonRows,
  Stack,
  TextField,
} from "../../../ui/index.ts";
import { useWallet } from "../../../wallet/index.ts";
import { assignAccounts, neededAccounts, unusedAccounts } from "./accounts.ts";

type Role = EnrolmentDraft["role"];
const ROLES: readonly Role[] = ["Patient", "Doctor", "Staff"];
const PASSPHRASE_MIN = 15;
/** The wallet is asked twice, to see that it signs alike. */
const KEY_SIGNATURES = 2;

/** Where, as what, and with which accounts; makes the keys and waits at the desk. */
export function EnrolForm({ onLeave }: { readonly onLeave: () => void }) {
  const t = useTranslations("welcome.enrol");
  const engine = useEngine();
  const queries = useQueryClient();
  const network = useNetwork();
  const { accounts, disconnect, prompts } = useWallet();
  const known = useQuery({
    queryKey: ["identities", ...accounts],
    queryFn: () => engine.session.look(accounts),
  });
  const [organization, setOrganization] = useState<`0x${string}` | null>(null);
  const [role, setRole] = useState<Role>("Patient");
  const [sharing, setSharing] = useState(true);
  const [emergency, setEmergency] = useState(true);
  const [passphrase, setPassphrase] = useState("");
  const desks = (network.data?.organizations ?? []).filter(
    ({ privateChainId, oracleUrl }) => privateChainId !== null && oracleUrl !== null,
  );
  const chosen = organization ?? desks[0]?.orgId ?? null;
  const shares = role === "Patient" && sharing;
  const hasPassphrase = passphrase !== "";
  const isTooShort = hasPassphrase && passphrase.length < PASSPHRASE_MIN;
  const unused = unusedAccounts(accounts, known.data ?? []);
  const assigned = assignAccounts(unused, { hasPassphrase, shares });
  const beginning = useMutation({
    mutationFn: async () => {
      if (chosen === null || assigned === null) return;
      const choice = {
        organization: chosen,
        role,
        accounts: assigned,
        passphrase: hasPassphrase ? passphrase : null,
        emergency: shares && emergency,
      };
      const signatures = assigned.keys === null ? 0 : KEY_SIGNATURES;
      await prompts.series(signatures, () => engine.enrolment.begin(choice));
      setPassphrase("");
      await queries.invalidateQueries({ queryKey: ["enrolment"] });
    },
  });
  if (network.isPending || known.isPending) return <SkeletonRows rows={3} />;
  const failed = network.error ?? known.error;
  if (failed !== null) return <ErrorState error={failed} />;
  return (
    <Card title={t("title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (assigned !== null && !isTooShort && !beginning.isPending) beginning.mutate();
        }}
      >
        <Stack gap="large">
          <RadioCards
            legend={t("organization")}
            value={chosen}
            onValue={setOrganization}
            choices={desks.map(({ orgId, name }) => ({ value: orgId, title: name }))}
          />
          <RadioCards
            legend={t("role")}
            columns="chips"
            value={role}
            onValue={setRole}
            choices={ROLES.map((value) => ({ value, title: t(`roles.${value}`) }))}
          />
          {role === "Patient" ? (
            <Stack>
              <Checkbox
                label={t("sharing")}
                hint={t("sharingHint")}
                checked={sharing}
                onChecked={setSharing}
              />
              {sharing ? (
                <Checkbox
                  label={t("emergency")}
                  hint={t("emergencyHint")}
                  checked={emergency}
                  onChecked={setEmergency}
                />
              ) : null}
            </Stack>
          ) : null}
          <TextField
            label={t("passphrase")}
            hint={t("passphraseHint")}
            error={isTooShort ? t("passphraseHint") : null}
            optional
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onValue={setPassphrase}
          />
          <Notice
            tone={assigned === null ? "warning" : "info"}
            title={t("accounts")}
            {...(assigned === null
              ? { actions: <Button onClick={() => void disconnect()}>{t("share")}</Button> }
              : {})}
          >
            <p>{t("accountsNeeded", { count: neededAccounts(shares) })}</p>
            {assigned === null ? <p>{t("accountsMissing", { shared: unused.length })}</p> : null}
          </Notice>
          {beginning.error === null ? null : <ErrorState error={beginning.error} />}
          <div>
            <Inline>
              <Button onClick={onLeave} disabled={beginning.isPending}>
                {t("back")}
              </Button>
              <Button
                type="submit"
                variant="primary"
                busy={beginning.isPending}
                disabled={assigned === null || isTooShort}
              >
                {t("begin")}
              </Button>
            </Inline>
            <p>{t("beginHint")}</p>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
