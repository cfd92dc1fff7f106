import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { CaptureState } from "../../../capture/contract.ts";
import type { HandedCapture, HandStage } from "../../../engine/capturing/hand.ts";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { useCategoryName } from "../../../i18n/useCategoryName.ts";
import {
  Button,
  Card,
  ErrorState,
  Facts,
  Inline,
  LinkButton,
  Loaded,
  Muted,
  Notice,
  Progress,
  Select,
  Stack,
} from "../../../ui/index.ts";
import { useVisits } from "../../visits/index.ts";
import { CapturedRecord, elapsedWords, saveBlob, useOverview } from "../replay/index.ts";
import { LetGo } from "./LetGo.tsx";
import { categoryFor, summaryOf } from "./summary.ts";
import { useHand, useRelease } from "./useFinish.ts";

export interface FinishCaptureProps {
  readonly begin: CaptureState["begin"];
  /** The finished capture as a Bundle. */
  readonly content: () => Promise<Blob>;
  /** Deletes the journal and ends the recorder; what is shown here ends with it. */
  readonly discard: () => Promise<unknown>;
}

/** What becomes of a finished capture: looked over, then signed and handed in; or, a demonstration, saved or let go. */
export function FinishCapture({ begin, content, discard }: FinishCaptureProps) {
  const t = useTranslations("capturing.finish");
  const { captureId } = begin;
  const blob = useQuery({
    queryKey: ["finished capture", captureId],
    queryFn: content,
    gcTime: 0,
    staleTime: Infinity,
  });
  const hand = useHand();
  if (hand.data !== undefined) {
    return <Handed handed={hand.data} captureId={captureId} discard={discard} />;
  }
  return (
    <Stack gap="large">
      {blob.data === undefined && blob.error === null ? <Progress label={t("reading")} /> : null}
      {blob.error === null ? null : <ErrorState error={blob.error} onRetry={() => void blob.refetch()} />}
      {blob.data === undefined ? null : (
        <Content begin={begin} content={blob.data} hand={hand} discard={discard} />
      )}
    </Stack>
  );
}

type Hand = ReturnType<typeof useHand>;

function Content({
  begin,
  content,
  hand,
  discard,
}: Omit<FinishCaptureProps, "content"> & { readonly content: Blob; readonly hand: Hand }) {
  const t = useTranslations("capturing.finish");
  const overview = useOverview(content, null);
  const [isLooking, setIsLooking] = useState(false);
  const { captureId, treatment, startedAt } = begin;
  const name = `capture-${new Date(startedAt).toISOString().slice(0, 16).replaceAll(":", "")}.json`;
  return (
    <>
      <Loaded of={overview} rows={3}>
        {(found) => (
          <Card title={t("content")}>
            <Stack>
              <Summary overview={found} bytes={content.size} />
              {treatment === null ? (
                <Notice title={t("demonstration")}>
                  <p>{t("demonstrationText")}</p>
                </Notice>
              ) : (
                <HandIn
                  captureId={captureId}
                  treatmentId={treatment.treatmentId}
                  content={content}
                  hand={hand}
                />
              )}
              <Inline>
                {isLooking ? null : (
                  <Button icon="eye" onClick={() => setIsLooking(true)}>
                    {t("replay")}
                  </Button>
                )}
                {treatment === null ? (
                  <Button icon="download" onClick={() => saveBlob(content, name)}>
                    {t("save")}
                  </Button>
                ) : null}
                <LetGo
                  captureId={captureId}
                  isDemonstration={treatment === null}
                  isBusy={hand.isPending}
                  discard={discard}
                />
              </Inline>
              {treatment === null ? null : <Muted>{t("later")}</Muted>}
            </Stack>
          </Card>
        )}
      </Loaded>
      {isLooking ? <CapturedRecord content={content} patient={null} /> : null}
    </>
  );
}

function Summary({ overview, bytes }: { readonly overview: ReplayOverview; readonly bytes: number }) {
  const t = useTranslations("capturing.finish");
  const replay = useTranslations("capturing.replay");
  const format = useFormatter();
  const { durationMs, values, waves, gaps, gapMs, markers, alarms } = summaryOf(overview);
  const count = (of: number): string => (of === 0 ? t("none") : t("count", { count: of }));
  const time = (at: number): string =>
    format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  return (
    <Facts
      facts={[
        {
          label: t("instruments"),
          value:
            overview.devices.length === 0
              ? t("none")
              : format.list(overview.devices.map(({ label }) => label)),
        },
        { label: t("duration"), value: elapsedWords(durationMs) },
        {
          label: replay("when"),
          value: t("span", { from: time(overview.startedAt), to: time(overview.endedAt) }),
        },
        { label: t("values"), value: count(values) },
        { label: t("waves"), value: waves === 0 ? t("none") : t("waveCount", { count: waves }) },
        {
          label: t("interruptions"),
          value: t("gaps", {
            count: gaps,
            seconds: format.number(gapMs / 1000, { maximumFractionDigits: 1 }),
          }),
        },
        { label: t("markers"), value: count(markers) },
        { label: t("alarms"), value: count(alarms) },
        {
          label: t("size"),
          value: format.number(bytes / 1e6, {
            style: "unit",
            unit: "megabyte",
            maximumFractionDigits: 1,
          }),
        },
      ]}
    />
  );
}

function HandIn({
  captureId,
  treatmentId,
  content,
  hand,
}: {
  readonly captureId: `0x${string}`;
  readonly treatmentId: string;
  readonly content: Blob;
  readonly hand: Hand;
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

function Handed({
  handed,
  captureId,
  discard,
}: Pick<FinishCaptureProps, "discard"> & {
  readonly handed: HandedCapture;
  readonly captureId: `0x${string}`;
}) {
  const t = useTranslations("capturing.finish");
  const release = useRelease(captureId, discard);
  const { mandate, visitCode } = handed;
  // It is registered: nothing of it stays here, whichever way one leaves.
  const leave = useEffectEvent(() => {
    if (release.isIdle) release.mutate();
  });
  useEffect(() => () => leave(), []);
  return (
    <Notice
      isLive
      tone={mandate === "failed" ? "warning" : "success"}
      title={t("doneTitle")}
      actions={
        <Inline>
          <LinkButton size="small" href="/write/">
            {t("toRecords")}
          </LinkButton>
          <Button size="small" variant="quiet" busy={release.isPending} onClick={() => release.mutate()}>
            {t("again")}
          </Button>
        </Inline>
      }
    >
      <p>
        {mandate === "none"
          ? t("donePlain", { code: visitCode })
          : t(mandate === "used" ? "doneMandate" : "doneMandateFailed")}
      </p>
      {release.error === null ? null : <ErrorState error={release.error} />}
    </Notice>
  );
}
