import { useRouter } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Hex } from "viem";
import type { Colleague } from "../../engine/custody/colleagues.ts";
import {
  Button,
  Card,
  CheckCards,
  ConfirmDialog,
  ErrorState,
  Inline,
  RadioCards,
  Stack,
  useToast,
} from "../../ui/index.ts";
import { officersProblem, thresholdFor, thresholdsOf } from "./beginDraft.ts";
import { Preview } from "./Preview.tsx";
import { useBegin } from "./useCustody.ts";
import { useKeptStorage } from "./useKeptStorage.ts";
import { useOfficerName } from "./useOfficerName.ts";

/** Who holds the key, how many of them have to agree, and what that means; asked once more before it begins. */
export function BeginForm({
  managers,
  institution,
}: {
  readonly managers: readonly Colleague[];
  readonly institution: string;
}) {
  const t = useTranslations("custody.begin");
  const router = useRouter();
  const toast = useToast();
  const nameOf = useOfficerName();
  const { ask } = useKeptStorage();
  const begin = useBegin();
  const [chosen, setChosen] = useState<readonly Hex[]>([]);
  const [wanted, setWanted] = useState<number | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const officers = managers.filter(({ personId }) => chosen.includes(personId));
  const count = officers.length;
  const threshold = thresholdFor(count, wanted);
  const problem = officersProblem(chosen);
  const isOfficer = officers.some(({ isSelf }) => isSelf);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (problem === null && !begin.isPending) setIsConfirming(true);
  };
  const start = () => {
    // The share that will be made is to stay; browsers want to be asked with a click.
    if (isOfficer) void ask();
    begin.mutate(
      { threshold, officers: chosen },
      {
        onSuccess: () => {
          toast({ message: t("done") });
          router.push("/custody/");
        },
        onSettled: () => setIsConfirming(false),
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="large">
        <Card>
          <CheckCards
            legend={t("who")}
            hint={t("whoHint", { institution })}
            columns="2"
            values={chosen}
            onValues={setChosen}
            error={isAsked && problem !== null ? t(problem) : null}
            choices={managers.map((manager) => ({
              value: manager.personId,
              title: nameOf(manager),
              disabled: manager.name === null,
              description: t(manager.name === null ? "unnamed" : "reference", {
                reference: manager.reference,
              }),
            }))}
          />
        </Card>
        {problem === null ? (
          <>
            <Card>
              <RadioCards
                legend={t("howMany")}
                columns="2"
                value={String(threshold)}
                onValue={(value) => setWanted(Number(value))}
                choices={thresholdsOf(count).map((each) => ({
                  value: String(each),
                  title: t("choice", { threshold: each, count }),
                  description: t("spare", { count: count - each }),
                }))}
              />
            </Card>
            <Preview officers={officers} threshold={threshold} institution={institution} />
          </>
        ) : null}
        {begin.error === null ? null : <ErrorState title={t("failed")} error={begin.error} />}
        <Inline>
          <Button type="submit" variant="primary" icon="users" busy={begin.isPending}>
            {t("submit")}
          </Button>
        </Inline>
      </Stack>
      <ConfirmDialog
        isOpen={isConfirming}
        title={t("confirmTitle")}
        confirmLabel={t(isOfficer ? "confirm" : "confirmWithout")}
        busy={begin.isPending}
        onConfirm={start}
        onClose={() => setIsConfirming(false)}
      >
        <p>{t("previewPermit", { threshold, count })}</p>
        <p>
          {isOfficer ? t("confirmYou") : null} {t("confirmOthers")}
        </p>
      </ConfirmDialog>
    </form>
  );
}
