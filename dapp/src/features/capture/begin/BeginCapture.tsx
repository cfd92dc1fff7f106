import { type SyntheticEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { IdentityCheck } from "../../../engine/capturing/identify.ts";
import type { Visit } from "../../../engine/visits.ts";
import {
  Button,
  Card,
  Checkbox,
  EmptyState,
  ErrorState,
  LinkButton,
  Loaded,
  RadioCards,
  Stack,
  TextField,
} from "../../../ui/index.ts";
import { useVisits } from "../../visits/index.ts";
import { StationCard, useStation } from "../station/index.ts";
import { emptyCheck, identifiedBy, type CheckDraft } from "./checkDraft.ts";
import { type OnSeed, useSeed } from "./useBegin.ts";

/** Station first, then who the patient is; only then is there anything to capture with (F4). */
export function BeginCapture({
  appointmentId,
  onSeed,
}: {
  readonly appointmentId: `0x${string}`;
  readonly onSeed: OnSeed;
}) {
  const station = useStation();
  return (
    <Loaded of={useVisits()} rows={2}>
      {({ visits }) => {
        const visit = visits.find((each) => each.appointmentId === appointmentId && each.state === "now");
        if (visit === undefined) return <Missing />;
        return (
          <Stack gap="large">
            {station.data?.state === "enrolled" ? (
              <Identify key={appointmentId} visit={visit} onSeed={onSeed} />
            ) : null}
            <StationCard />
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Missing() {
  const t = useTranslations("capturing.begin");
  return (
    <EmptyState
      art="calendar"
      title={t("visitMissing")}
      action={<LinkButton href="/visits/">{t("toVisits")}</LinkButton>}
    >
      {t("visitMissingText")}
    </EmptyState>
  );
}

function Identify({ visit, onSeed }: { readonly visit: Visit; readonly onSeed: OnSeed }) {
  const t = useTranslations("capturing.begin");
  const seed = useSeed(visit.appointmentId, onSeed);
  const [draft, setDraft] = useState<CheckDraft>(emptyCheck);
  const [isTried, setIsTried] = useState(false);
  const identified = identifiedBy(draft, visit.visitCode);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (identified === null || seed.isPending) return;
    // What is captured is to stay; browsers want to be asked with a click, and answer as they like.
    void navigator.storage.persist().catch(() => false);
    seed.mutate(identified);
  };
  const choose = (how: IdentityCheck) => {
    setDraft({ ...emptyCheck, how });
    setIsTried(false);
    seed.reset();
  };
  const { complaint, visitCode } = visit;
  const isMissing = isTried && identified === null;
  return (
    <Card title={t("who")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <p>
            {t("for", { complaint })}. {t("whoText")}
          </p>
          <RadioCards
            legend={t("how")}
            value={draft.how}
            onValue={choose}
            choices={[
              { value: "visit-code", title: t("ways.code"), description: t("ways.codeText") },
              { value: "wristband", title: t("ways.wristband"), description: t("ways.wristbandText") },
              { value: "in-person", title: t("ways.person"), description: t("ways.personText") },
            ]}
          />
          {draft.how === "visit-code" ? (
            <TextField
              label={t("code")}
              value={draft.code}
              onValue={(code) => setDraft({ ...draft, code })}
              inputMode="numeric"
              autoComplete="off"
              maxLength={8}
              error={isMissing ? t("codeMissing") : null}
            />
          ) : null}
          {draft.how === "wristband" ? (
            <TextField
              label={t("wristband")}
              hint={t("wristbandHint")}
              value={draft.band}
              onValue={(band) => setDraft({ ...draft, band })}
              autoComplete="off"
              error={isMissing ? t("wristbandMissing") : null}
            />
          ) : null}
          {draft.how === "in-person" ? (
            <>
              <Checkbox
                label={t("confirm", { code: visitCode, complaint })}
                checked={draft.isConfirmed}
                onChecked={(isConfirmed) => setDraft({ ...draft, isConfirmed })}
              />
              <p role="status">{isMissing ? t("confirmMissing") : null}</p>
            </>
          ) : null}
          {seed.error === null ? null : (
            <>
              <ErrorState error={seed.error} />
              <Wrong error={seed.error} />
            </>
          )}
          <div>
            <Button type="submit" variant="primary" icon="activity" busy={seed.isPending}>
              {t("start")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}

/** How often it was wrong, as the engine counts. */
function Wrong({ error }: { readonly error: unknown }) {
  const t = useTranslations("capturing.begin");
  const facts: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "facts") : null;
  const wrong: unknown = typeof facts === "object" && facts !== null ? Reflect.get(facts, "wrong") : null;
  return typeof wrong === "number" ? <p>{t("wrong", { count: wrong })}</p> : null;
}
