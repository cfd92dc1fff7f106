"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useMessages, useTranslations } from "use-intl";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import {
  Button,
  Card,
  CheckCards,
  ErrorState,
  PageHeader,
  Progress,
  Select,
  SkeletonRows,
  Stack,
  TextArea,
  TextField,
  useToast,
} from "../../ui/index.ts";
import { lookOf } from "../categoryLook.ts";
import { usePlaces, useRequestAppointment } from "./useAppointments.ts";
import { complaintText, problemsOf } from "./wish.ts";

type Shareable = NonNullable<ReturnType<typeof usePlaces>["data"]>;

/** Asking an institution for an appointment: what troubles one, and what the doctor may write (F3). */
export function RequestAppointmentPage() {
  const t = useTranslations("appointments");
  const places = usePlaces();
  return (
    <Stack>
      <PageHeader
        title={t("form.title")}
        lead={t("form.lead")}
        back={{ href: "/appointments/", label: t("title") }}
      />
      {places.error === null ? null : (
        <ErrorState error={places.error} onRetry={() => void places.refetch()} />
      )}
      <Card>{places.data === undefined ? <SkeletonRows /> : <RequestForm shareable={places.data} />}</Card>
    </Stack>
  );
}

function RequestForm({ shareable: { places, categories: codes } }: { readonly shareable: Shareable }) {
  const t = useTranslations("appointments.form");
  const nameOf = useCategoryName();
  const explain = useExplanation();
  const router = useRouter();
  const toast = useToast();
  const [place, setPlace] = useState(String(places[0]?.chainId ?? ""));
  const [complaint, setComplaint] = useState("");
  const [preferred, setPreferred] = useState("");
  const [categories, setCategories] = useState<readonly string[]>(["general"]);
  const [isAsked, setIsAsked] = useState(false);
  const requesting = useRequestAppointment();
  const text = complaintText(
    complaint,
    preferred.trim() === "" ? null : t("preferredLine", { preferred: preferred.trim() }),
  );
  const problems = problemsOf({ complaint: complaint.trim() === "" ? "" : text, categories });
  const complaintProblem = problems.find((problem) => problem !== "categoriesMissing");
  const institution = places.find(({ chainId }) => String(chainId) === place)?.institution ?? "";

  const send = () => {
    setIsAsked(true);
    if (problems.length > 0) return;
    requesting.mutate(
      { chainId: Number(place), complaint: text, categories },
      {
        onSuccess: () => {
          toast({ message: t("sent", { institution }) });
          router.push("/appointments/");
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!requesting.isPending) send();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="large">
        {places.length < 2 ? null : (
          <Select
            label={t("place")}
            value={place}
            onValue={setPlace}
            options={places.map((each) => ({ value: String(each.chainId), label: each.institution }))}
          />
        )}
        <TextArea
          label={t("complaint")}
          hint={t("complaintHint")}
          value={complaint}
          onValue={setComplaint}
          rows={4}
          error={isAsked && complaintProblem !== undefined ? t(complaintProblem) : null}
        />
        <TextField
          label={t("preferred")}
          hint={t("preferredHint")}
          optional
          value={preferred}
          onValue={setPreferred}
          maxLength={200}
        />
        <CheckCards
          legend={t("categories")}
          hint={t("categoriesHint")}
          columns="2"
          values={categories}
          onValues={setCategories}
          error={isAsked && problems.includes("categoriesMissing") ? t("categoriesMissing") : null}
          choices={codes.map((code) => ({
            value: code,
            title: nameOf(code),
            description: explain(code),
            icon: lookOf(code).icon,
          }))}
        />
        {requesting.isPending ? <Progress label={t("sending")} /> : null}
        {requesting.error === null ? null : (
          <ErrorState title={t("failed")} error={requesting.error} onRetry={send} />
        )}
        <div>
          <Button type="submit" variant="primary" busy={requesting.isPending}>
            {t("send")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** What a kind of record is, in a few words. */
function useExplanation(): (code: string) => string {
  const t = useTranslations("appointments.explained");
  const {
    appointments: { explained },
  } = useMessages();
  return (code) => (isKnown(explained, code) ? t(code) : "");
}

function isKnown<Table extends object>(table: Table, code: string): code is Extract<keyof Table, string> {
  return Object.hasOwn(table, code);
}
