import { useTranslations } from "use-intl";
import type { PermitRequest } from "../../engine/custody/requests.ts";
import { Button, Details, Dialog, ErrorState, Facts, Notice, Progress, useToast } from "../../ui/index.ts";
import { useApprove, useReview } from "./useCustody.ts";
import styles from "./custody.module.css";

/** Checks everything that an officer relies on, says it in words, and asks. */
export function PermitDialog({
  request,
  institution,
  onClose,
}: {
  readonly request: PermitRequest | null;
  readonly institution: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations("custody.permit");
  const ui = useTranslations("ui");
  const toast = useToast();
  const review = useReview(request?.requestId ?? null);
  const approve = useApprove();
  const close = () => {
    approve.reset();
    onClose();
  };
  const permit = () => {
    if (request === null || review.data !== true) return;
    approve.mutate(request.requestId, {
      onSuccess: ({ isSigned }) => {
        close();
        toast({ message: t(isSigned ? "done" : "waits") });
      },
    });
  };
  return (
    <Dialog
      isOpen={request !== null}
      onClose={close}
      title={t("title")}
      canClose={!approve.isPending}
      actions={
        <>
          <Button onClick={close} disabled={approve.isPending}>
            {ui("cancel")}
          </Button>
          <Button
            variant="primary"
            icon="check"
            busy={approve.isPending}
            disabled={review.data !== true}
            onClick={permit}
          >
            {t("confirm")}
          </Button>
        </>
      }
    >
      {request === null ? null : <Words request={request} institution={institution} />}
      {review.isPending && request !== null ? <Progress label={t("checking")} /> : null}
      {review.error === null ? null : (
        <ErrorState
          title={t("failed")}
          error={review.error}
          onRetry={() => void review.refetch()}
          isRetrying={review.isFetching}
        />
      )}
      {review.data === true ? (
        <Notice tone="success" isLive>
          <p>{t("checked")}</p>
        </Notice>
      ) : null}
      <p>{t("next")}</p>
      {approve.error === null ? null : <ErrorState title={t("notDone")} error={approve.error} />}
    </Dialog>
  );
}

function Words({ request, institution }: { readonly request: PermitRequest; readonly institution: string }) {
  const t = useTranslations("custody.permit");
  const reasons = useTranslations("custody.requests.reasons");
  const kinds = useTranslations("corrections.kinds");
  const { kind, version, reason, doctorName, patientName, recordId, recordReference, visitCode } = request;
  return (
    <>
      <Facts
        facts={[
          {
            label: t("record"),
            value:
              visitCode === null
                ? recordReference
                : t("ofVisit", { reference: recordReference, code: visitCode }),
          },
          { label: t("patient"), value: patientName },
          { label: t("change"), value: t("version", { kind: kinds(kind), from: version, to: version + 1 }) },
          { label: t("reason"), value: t("because", { reason: reasons(reason) }) },
          { label: t("doctor"), value: doctorName ?? t("someDoctor", { institution }) },
        ]}
      />
      <Details summary={t("full")}>
        <p className={styles["command"]}>{recordId}</p>
      </Details>
    </>
  );
}
