import { type SyntheticEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { EnrolledPerson, VisitRequest } from "../../engine/desk.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import {
  Avatar,
  Button,
  Card,
  ErrorState,
  Inline,
  LinkButton,
  Muted,
  Notice,
  RelativeTime,
  Select,
  Stack,
  TextField,
  useToast,
} from "../../ui/index.ts";
import { spanOf, today } from "./days.ts";
import { useAssign } from "./useDesk.ts";

const LENGTHS = ["1", "7", "30"] as const;
type Length = (typeof LENGTHS)[number];

export interface RequestCardProps {
  readonly request: VisitRequest;
  readonly doctors: readonly EnrolledPerson[];
}

/** One request, and the form that names doctor and days. */
export function RequestCard({ request, doctors }: RequestCardProps) {
  const t = useTranslations("desk.requests");
  const format = useFormatter();
  const nameOf = useCategoryName();
  const name = request.patientName ?? t("unknown");
  return (
    <Card
      title={
        <Inline>
          <Avatar name={name} size="small" />
          {name}
        </Inline>
      }
      aside={<Muted>{t.rich("asked", { time: () => <RelativeTime at={request.requestedAt} /> })}</Muted>}
    >
      <Stack>
        <p>{request.complaint}</p>
        <Muted>{t("allows", { list: format.list(request.categories.map(nameOf)) })}</Muted>
        {doctors.length === 0 ? (
          <Notice
            tone="warning"
            actions={
              <LinkButton href="/desk/" size="small">
                {t("doctor")}
              </LinkButton>
            }
          >
            <p>{t("noDoctors")}</p>
          </Notice>
        ) : (
          <AssignForm request={request} doctors={doctors} patient={name} />
        )}
      </Stack>
    </Card>
  );
}

function AssignForm({ request, doctors, patient }: RequestCardProps & { readonly patient: string }) {
  const t = useTranslations("desk.requests");
  const toast = useToast();
  const assign = useAssign();
  const [doctor, setDoctor] = useState<string>(doctors.length === 1 ? (doctors[0]?.personId ?? "") : "");
  const [day, setDay] = useState(() => today());
  const [length, setLength] = useState<Length>("1");
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const chosen = doctors.find(({ personId }) => personId === doctor);
    const span = spanOf(day, Number(length));
    setIsMissing(chosen === undefined || span === null);
    if (chosen === undefined || span === null) return;
    assign.mutate(
      { appointmentId: request.appointmentId, doctor: chosen.personId, ...span },
      {
        onSuccess: ({ visitCode }) =>
          toast({ message: t("done", { doctor: chosen.name, patient, code: visitCode }) }),
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Inline>
          <Select
            label={t("doctor")}
            value={doctor}
            onValue={setDoctor}
            options={[
              { value: "", label: t("chooseDoctor") },
              ...doctors.map(({ personId, name }) => ({ value: personId as string, label: name })),
            ]}
          />
          <TextField label={t("day")} type="date" min={today()} value={day} onValue={setDay} />
          <Select
            label={t("length")}
            value={length}
            onValue={setLength}
            options={LENGTHS.map((value) => ({ value, label: t(`lengths.${value}`) }))}
          />
        </Inline>
        {isMissing ? (
          <Notice tone="danger" isLive>
            <p>{t("missing")}</p>
          </Notice>
        ) : null}
        {assign.error === null ? null : <ErrorState error={assign.error} />}
        <Inline>
          <Button type="submit" variant="primary" icon="check" busy={assign.isPending}>
            {t("assign")}
          </Button>
        </Inline>
      </Stack>
    </form>
  );
}
