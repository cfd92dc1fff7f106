import { useTranslations } from "use-intl";
import type { PermitRequest } from "../../engine/custody/requests.ts";
import { ConfirmDialog, ErrorState, useToast } from "../../ui/index.ts";
import { useRecordWords } from "./requestWords.ts";
import { useDeclineRequest } from "./useCustody.ts";

/** Asks once more, since an officer's no is final. */
export function DeclineDialog({
  request,
  onClose,
}: {
  readonly request: PermitRequest | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations("custody");
  const kinds = useTranslations("corrections.kinds");
  const toast = useToast();
  const recordWords = useRecordWords();
  const declining = useDeclineRequest();
  const close = () => {
    declining.reset();
    onClose();
  };
  const decline = () => {
    if (request === null) return;
    declining.mutate(request.requestId, {
      onSuccess: () => {
        close();
        toast({ message: t("decline.done") });
      },
    });
  };
  return (
    <ConfirmDialog
      isOpen={request !== null}
      title={t("decline.title")}
      confirmLabel={t("decline.confirm")}
      isDangerous
      busy={declining.isPending}
      onConfirm={decline}
      onClose={close}
    >
      {request === null ? null : (
        <p>{t("requests.row", { kind: kinds(request.kind), record: recordWords(request) })}</p>
      )}
      <p>{t("decline.text")}</p>
      {declining.error === null ? null : <ErrorState title={t("permit.notDone")} error={declining.error} />}
    </ConfirmDialog>
  );
}
