import { useTranslations } from "use-intl";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { Button, ErrorState, Notice } from "../../ui/index.ts";
import { useAdvance } from "./useCustody.ts";
import { useKeptStorage } from "./useKeptStorage.ts";

/** The one button for this officer's own next step. */
export function CeremonyTurn({
  ceremony: { ceremony, step, signatures },
}: {
  readonly ceremony: Pick<CeremonyView, "ceremony" | "step" | "signatures">;
}) {
  const t = useTranslations("custody.key");
  const advance = useAdvance(signatures);
  const { ask } = useKeptStorage();
  const take = () => {
    // What is made now is to stay; asked with the person's own click, as browsers want it.
    void ask();
    advance.mutate(ceremony);
  };
  // Pressed before all shares had come: the step is still the same afterwards.
  const isTooEarly = step === "confirm" && advance.data === "confirming" && !advance.isPending;
  return (
    <>
      {advance.error === null ? null : (
        <ErrorState title={t("failed")} error={advance.error} onRetry={take} isRetrying={advance.isPending} />
      )}
      {isTooEarly ? (
        <Notice isLive>
          <p>{t("sharesMissing")}</p>
        </Notice>
      ) : null}
      {step === null ? null : (
        <Notice
          title={t("yourTurn")}
          actions={
            <Button
              variant={step === "prove" ? "secondary" : "primary"}
              icon={step === "prove" ? "next" : "check"}
              busy={advance.isPending}
              onClick={take}
            >
              {t(`act.${step}`)}
            </Button>
          }
        >
          <p>{t(`yourTurnText.${step}`, { count: signatures })}</p>
        </Notice>
      )}
    </>
  );
}
