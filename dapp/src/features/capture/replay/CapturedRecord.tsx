import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Button, Card, ErrorState, Progress, Stack } from "../../../ui/index.ts";
import { ChainStatus } from "./ChainStatus.tsx";
import { Origin } from "./Origin.tsx";
import { useOverview } from "./useReplay.ts";

/** Charts come only when somebody wants to see them. */
const Replay = lazy(async () => await import("./Replay.tsx"));

export interface CapturedRecordProps {
  readonly content: Uint8Array | Blob;
  /** Whose record it stands in; null where it stands in none. */
  readonly patient: `0x${string}` | null;
}

/** A record of instruments: whether it is whole, where it comes from, and its replay (F8, P10). */
export function CapturedRecord({ content, patient }: CapturedRecordProps) {
  const t = useTranslations("capturing.replay");
  const blob = useMemo(
    () => (content instanceof Blob ? content : new Blob([new Uint8Array(content)])),
    [content],
  );
  const { data, error, refetch, isFetching } = useOverview(blob, patient);
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  if (data === undefined) {
    return (
      <Card title={t("title")}>
        <Progress label={t("opening")} />
      </Card>
    );
  }
  return <Opened overview={data} />;
}

function Opened({ overview }: { readonly overview: ReplayOverview }) {
  const t = useTranslations("capturing.replay");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Stack>
      <ChainStatus overview={overview} />
      <Card title={t("title")}>
        <Stack>
          <Origin overview={overview} />
          {isOpen ? null : (
            <div>
              <Button variant="primary" icon="activity" onClick={() => setIsOpen(true)}>
                {t("open")}
              </Button>
            </div>
          )}
        </Stack>
      </Card>
      {isOpen ? (
        <Suspense fallback={<Progress label={t("opening")} />}>
          <Replay overview={overview} />
        </Suspense>
      ) : null}
    </Stack>
  );
}
