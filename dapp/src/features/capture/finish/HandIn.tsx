import { useState } from "react";
import { useTranslations } from "use-intl";
import type { HandStage } from "../../../engine/capturing/hand.ts";
import { useCategoryName } from "../../../i18n/useCategoryName.ts";
import { Button, ErrorState, Loaded, Progress, Select, Stack } from "../../../ui/index.ts";
import { useVisits } from "../../visits/index.ts";
import { categoryFor } from "./summaryOf.ts";
import type { useHand } from "./useFinish.ts";

/** The category, among those the patient gave keys for, and the signature. */
export function HandIn({
  captureId,
  treatmentId,
  content,
  hand,
}: {
  readonly captureId: `0x${string}`;
  readonly treatmentId: string;
  readonly content: Blob;
  readonly hand: ReturnType<typeof useHand>;
}) {
  const t = useTranslations("capturing.finish");
  const nameOf = useCategoryName();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Loaded of={useVisits()} rows={1}>
      {({ visits }) => {
        const given = visits.find((visit) => visit.treatmentId === treatmentId)?.categories ?? [];
        const category = chosen ?? categoryFor(given);
        return (
          <Stack>
            <Select
              label={t("category")}
              hint={t("categoryHint")}
              value={category}
              onValue={setChosen}
              options={given.map((code) => ({ value: code, label: nameOf(code) }))}
            />
            {hand.isPending ? <Stage stage={hand.stage} /> : null}
            {hand.error === null ? null : <ErrorState error={hand.error} />}
            <div>
              <Button
                variant="primary"
                icon="lock"
                busy={hand.isPending}
                disabled={category === ""}
                onClick={() => hand.mutate({ captureId, category, content })}
              >
                {t("hand")}
              </Button>
            </div>
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Stage({ stage }: { readonly stage: HandStage | null }) {
  const t = useTranslations("capturing.finish");
  if (stage === null) return <Progress label={t("checking")} />;
  if (stage.stage !== "storing") return <Progress label={t(stage.stage)} />;
  const { doneBytes, totalBytes } = stage;
  return <Progress label={t("storing")} done={totalBytes === 0 ? null : doneBytes / totalBytes} />;
}
