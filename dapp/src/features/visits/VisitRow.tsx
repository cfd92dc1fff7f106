import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Visit } from "../../engine/visits.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import {
  Badge,
  Button,
  ConfirmDialog,
  ErrorState,
  ExactTime,
  IconTile,
  Inline,
  LinkButton,
  ListRow,
  Stack,
  useToast,
} from "../../ui/index.ts";
import { useCloseVisit } from "./useVisits.ts";

export function VisitRow({ visit }: { readonly visit: Visit }) {
  const t = useTranslations("visits");
  const format = useFormatter();
  const nameOf = useCategoryName();
  const { appointmentId, complaint, visitCode, state, categories, hasMandate } = visit;
  const isOpen = state === "now";
  return (
    <ListRow
      leading={<IconTile icon="stethoscope" hue={isOpen ? "teal" : "slate"} />}
      title={complaint}
      meta={
        <Stack gap="small">
          <Inline>
            <Badge icon="user">
              <span title={t("codeHint")}>{t("code", { code: visitCode })}</span>
            </Badge>
            {hasMandate ? (
              <Badge tone="success" icon="check">
                <span title={t("mandateHint")}>{t("mandate")}</span>
              </Badge>
            ) : null}
            {state === "closed" ? <Badge>{t("stateClosed")}</Badge> : null}
          </Inline>
          <span>
            {t.rich(state === "upcoming" ? "from" : "until", {
              time: () => <ExactTime at={state === "upcoming" ? visit.notBefore : visit.notAfter} />,
            })}
          </span>
          <span>{t("categories", { list: format.list(categories.map(nameOf)) })}</span>
        </Stack>
      }
      trailing={
        isOpen ? (
          <Inline>
            <LinkButton href={`/write/#${appointmentId}`} variant="primary" size="small" icon="write">
              {t("write")}
            </LinkButton>
            <LinkButton href={`/capture/#${appointmentId}`} size="small" icon="activity">
              {t("capture")}
            </LinkButton>
            <CloseButton visit={visit} />
          </Inline>
        ) : undefined
      }
    />
  );
}

function CloseButton({ visit }: { readonly visit: Visit }) {
  const t = useTranslations("visits");
  const toast = useToast();
  const close = useCloseVisit();
  const [isAsking, setIsAsking] = useState(false);
  const confirm = () =>
    close.mutate(visit.appointmentId, {
      onSuccess: () => {
        setIsAsking(false);
        toast({ message: t("closed") });
      },
    });
  return (
    <>
      <Button variant="quiet" size="small" onClick={() => setIsAsking(true)}>
        {t("close")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("closeTitle")}
        confirmLabel={t("close")}
        isDangerous
        busy={close.isPending}
        onConfirm={confirm}
        onClose={() => setIsAsking(false)}
      >
        <p>{t("closeText")}</p>
        {close.error === null ? null : <ErrorState error={close.error} />}
      </ConfirmDialog>
    </>
  );
}
