import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Station } from "../../../engine/capturing/station.ts";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  ExactTime,
  Inline,
  Loaded,
  Muted,
  Stack,
  type Tone,
  useToast,
} from "../../../ui/index.ts";
import { useEnrolStation, useStation, useWithdrawStation } from "./useStation.ts";

const TONES: Readonly<Record<Station["state"], Tone | "neutral">> = {
  none: "neutral",
  enrolled: "success",
  expired: "warning",
};

/** Whether this browser may capture in one's name, until when, and how to begin or end that (P10). */
export function StationCard() {
  return (
    <Loaded of={useStation()} rows={1}>
      {(station) => <Found station={station} />}
    </Loaded>
  );
}

function Found({ station }: { readonly station: Station }) {
  const t = useTranslations("capturing.station");
  const toast = useToast();
  const enrol = useEnrolStation();
  const { state, validUntil, isEnding } = station;
  const label = t(state);
  return (
    <Card title={t("title")} aside={<Badge tone={TONES[state]}>{label}</Badge>}>
      <Stack>
        {state === "none" ? (
          <>
            <p>{t("noneText")}</p>
            <Muted>{t("own")}</Muted>
          </>
        ) : null}
        {state === "expired" ? <p>{t("expiredText")}</p> : null}
        {state === "enrolled" && validUntil !== null ? (
          <p>
            {t.rich("until", { time: () => <ExactTime at={validUntil} withClock={false} /> })}
            {isEnding ? <> {t("ending")}</> : null}
          </p>
        ) : null}
        {enrol.error === null ? null : <ErrorState error={enrol.error} />}
        <Inline>
          {state === "enrolled" && !isEnding ? null : (
            <Button
              variant={state === "enrolled" ? "secondary" : "primary"}
              icon="shield"
              busy={enrol.isPending}
              onClick={() => enrol.mutate(undefined, { onSuccess: () => toast({ message: t("done") }) })}
            >
              {t(state === "none" ? "enrol" : "renew")}
            </Button>
          )}
          {state === "none" ? null : <Withdraw />}
        </Inline>
      </Stack>
    </Card>
  );
}

function Withdraw() {
  const t = useTranslations("capturing.station");
  const toast = useToast();
  const withdraw = useWithdrawStation();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="danger-quiet" size="small" onClick={() => setIsAsking(true)}>
        {t("withdraw")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("withdrawTitle")}
        confirmLabel={t("withdraw")}
        isDangerous
        busy={withdraw.isPending}
        onClose={() => setIsAsking(false)}
        onConfirm={() =>
          withdraw.mutate(undefined, {
            onSuccess: () => {
              setIsAsking(false);
              toast({ message: t("withdrawn") });
            },
          })
        }
      >
        <p>{t("withdrawText")}</p>
        {withdraw.error === null ? null : <ErrorState error={withdraw.error} />}
      </ConfirmDialog>
    </>
  );
}
