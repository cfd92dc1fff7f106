import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { Button, ConfirmDialog, ErrorState, Inline, useToast } from "../../ui/index.ts";
import { useGiveUp } from "./useCustody.ts";

/** Gives up a key that is not made yet, after the question whether one means it. */
export function GiveUp({ ceremony }: Pick<CeremonyView, "ceremony">) {
  const t = useTranslations("custody.key");
  const toast = useToast();
  const [isAsked, setIsAsked] = useState(false);
  const giving = useGiveUp();
  const giveUp = () =>
    giving.mutate(ceremony, {
      onSuccess: () => {
        setIsAsked(false);
        toast({ message: t("gaveUp") });
      },
    });
  return (
    <Inline>
      <Button variant="quiet" size="small" onClick={() => setIsAsked(true)}>
        {t("giveUp")}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={t("giveUpTitle")}
        confirmLabel={t("giveUp")}
        isDangerous
        busy={giving.isPending}
        onConfirm={giveUp}
        onClose={() => setIsAsked(false)}
      >
        <p>{t("giveUpText")}</p>
        {giving.error === null ? null : <ErrorState error={giving.error} />}
      </ConfirmDialog>
    </Inline>
  );
}
