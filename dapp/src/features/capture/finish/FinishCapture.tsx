import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CaptureState } from "../../../capture/contract.ts";
import {
  Button,
  Card,
  ErrorState,
  Inline,
  Loaded,
  Muted,
  Notice,
  Progress,
  Stack,
} from "../../../ui/index.ts";
import { CapturedRecord, saveBlob, useOverview } from "../replay/index.ts";
import { Handed } from "./Handed.tsx";
import { HandIn } from "./HandIn.tsx";
import { LetGo } from "./LetGo.tsx";
import { Summary } from "./Summary.tsx";
import { useHand } from "./useFinish.ts";

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

function Content({
  begin,
  content,
  hand,
  discard,
}: Omit<FinishCaptureProps, "content"> & {
  readonly content: Blob;
  readonly hand: ReturnType<typeof useHand>;
}) {
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
