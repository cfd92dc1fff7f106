import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, ConfirmDialog, ErrorState } from "../../../ui/index.ts";
import { useRelease } from "./useFinish.ts";

/** Deletes a finished capture, after asking. */
export function LetGo(props: {
  readonly captureId: `0x${string}`;
  readonly isDemonstration: boolean;
  readonly isBusy: boolean;
  readonly discard: () => Promise<unknown>;
}) {
  const t = useTranslations("capturing.finish");
  const { captureId, isDemonstration, isBusy, discard } = props;
  const release = useRelease(captureId, discard);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="danger-quiet" disabled={isBusy} onClick={() => setIsAsking(true)}>
        {t("discard")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("discardTitle")}
        confirmLabel={t("deleteIt")}
        isDangerous
        busy={release.isPending}
        onClose={() => setIsAsking(false)}
        onConfirm={() => release.mutate()}
      >
        <p>{t(isDemonstration ? "discardDemonstration" : "discardPatient")}</p>
        {release.error === null ? null : <ErrorState error={release.error} />}
      </ConfirmDialog>
    </>
  );
}
