import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { OwnAppointment } from "../../engine/appointments.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import {
  Badge,
  Button,
  ConfirmDialog,
  ErrorState,
  ExactTime,
  IconTile,
  ListRow,
  RelativeTime,
  type Tone,
  useToast,
} from "../../ui/index.ts";
import { useCancelAppointment } from "./useAppointments.ts";

const TONES: Readonly<Record<OwnAppointment["state"], Tone | "neutral">> = {
  requested: "warning",
  assigned: "success",
  closed: "neutral",
  cancelled: "neutral",
};

export function isUpcoming({ state, notAfter }: Pick<OwnAppointment, "state" | "notAfter">): boolean {
  if (state === "requested") return true;
  return state === "assigned" && (notAfter === null || notAfter * 1000 > Date.now());
}

export function AppointmentRow({ appointment }: { readonly appointment: OwnAppointment }) {
  const t = useTranslations("appointments");
  const [isAsking, setIsAsking] = useState(false);
  const { institution, state, complaint, requestedAt } = appointment;
  return (
    <ListRow
      leading={<IconTile icon="calendar" hue={isUpcoming(appointment) ? "teal" : "slate"} />}
      title={institution}
      meta={
        <>
          <Doctor appointment={appointment} />
          <div>{complaint === null ? t("unreadable") : complaint}</div>
          <Kinds codes={appointment.categories} />
          <div>{t.rich("requested", { time: () => <RelativeTime at={requestedAt} /> })}</div>
        </>
      }
      trailing={
        <>
          <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
          {isUpcoming(appointment) ? (
            <Button size="small" variant="danger-quiet" onClick={() => setIsAsking(true)}>
              {t("cancel")}
            </Button>
          ) : null}
          <CancelDialog appointment={appointment} isOpen={isAsking} onClose={() => setIsAsking(false)} />
        </>
      }
    />
  );
}

function Doctor({ appointment }: { readonly appointment: OwnAppointment }) {
  const t = useTranslations("appointments");
  const { doctorName, hasDoctor, notBefore, notAfter, visitCode, state } = appointment;
  if (!hasDoctor) return state === "requested" ? <div>{t("waiting")}</div> : null;
  return (
    <>
      <div>{doctorName === null ? t("withSomebody") : t("with", { doctor: doctorName })}</div>
      {notBefore === null || notAfter === null ? null : (
        <div>
          {t.rich("between", {
            from: () => <ExactTime at={notBefore} withClock={false} />,
            to: () => <ExactTime at={notAfter} withClock={false} />,
          })}
        </div>
      )}
      {visitCode === null || !isUpcoming(appointment) ? null : (
        <div title={t("codeHint")}>
          <Badge tone="brand">{t("code", { code: visitCode })}</Badge> {t("codeHint")}
        </div>
      )}
    </>
  );
}

function Kinds({ codes }: { readonly codes: readonly string[] }) {
  const t = useTranslations("appointments");
  const nameOf = useCategoryName();
  const format = useFormatter();
  if (codes.length === 0) return null;
  return <div>{t("mayWrite", { categories: format.list(codes.map(nameOf)) })}</div>;
}

function CancelDialog({
  appointment: { chainId, appointmentId },
  isOpen,
  onClose,
}: {
  readonly appointment: OwnAppointment;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("appointments");
  const toast = useToast();
  const cancelling = useCancelAppointment();
  const cancel = () =>
    cancelling.mutate(
      { chainId, appointmentId },
      {
        onSuccess: () => {
          onClose();
          toast({ message: t("cancelled") });
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("cancelDialog.title")}
      confirmLabel={t("cancelDialog.confirm")}
      cancelLabel={t("cancelDialog.keep")}
      isDangerous
      busy={cancelling.isPending}
      onConfirm={cancel}
      onClose={onClose}
    >
      <p>{t("cancelDialog.text")}</p>
      {cancelling.error === null ? null : <ErrorState title={t("cancelFailed")} error={cancelling.error} />}
    </ConfirmDialog>
  );
}
