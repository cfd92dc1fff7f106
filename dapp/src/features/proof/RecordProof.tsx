import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import type { Proven } from "../../engine/proofs/checkFile.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  ExactTime,
  Inline,
  LinkButton,
  Notice,
  Progress,
  RelativeTime,
  Stack,
} from "../../ui/index.ts";
import { saveFile } from "../record/index.ts";
import { useMakeProof } from "./useProof.ts";
import { waitOf } from "./waitOf.ts";

/** On the page of one's own record: a file that proves to anybody that it is registered. */
export function RecordProof({
  entry,
}: {
  readonly entry: Pick<OwnRecordEntry, "chainId" | "recordId" | "institution">;
}) {
  const t = useTranslations("proof.make");
  const { chainId, recordId, institution } = entry;
  const { making, stage } = useMakeProof();
  const [askedAt, setAskedAt] = useState(0);
  const { data, error, isPending } = making;
  const wait = waitOf(error);
  const make = () => {
    setAskedAt(Math.floor(Date.now() / 1000));
    making.mutate(
      { chainId, recordId },
      { onSuccess: ({ bytes }) => saveFile(bytes, fileName(recordId), "application/json") },
    );
  };
  const button = (
    <Button icon="download" onClick={make} busy={isPending}>
      {t(wait === null ? "download" : "again")}
    </Button>
  );
  return (
    <Card title={t("title")}>
      <Stack>
        <p>{t("text")}</p>
        {isPending ? <Progress label={t(`stages.${stage}`, { institution })} /> : null}
        {error === null || wait !== null ? null : (
          <ErrorState title={t("failed")} error={error} onRetry={make} />
        )}
        {wait === null ? null : (
          <div role="status">
            <EmptyState art="quiet" headingLevel={3} title={t("none")} action={button}>
              {wait.seconds === null
                ? t("noneText")
                : t.rich("noneUntil", { time: () => <RelativeTime at={askedAt + (wait.seconds ?? 0)} /> })}
            </EmptyState>
          </div>
        )}
        {data === undefined ? null : <Saved proven={data.proven} />}
        <Inline>
          {wait === null ? button : null}
          <LinkButton variant="quiet" icon="shield" href="/proof/">
            {t("check")}
          </LinkButton>
        </Inline>
      </Stack>
    </Card>
  );
}

function Saved({ proven: { status, version, knownAt } }: { readonly proven: Proven }) {
  const t = useTranslations("proof.make");
  return (
    <Notice isLive tone={status === "registered" ? "success" : "warning"} title={t("saved")}>
      <p>{t.rich(status, { version, time: () => <ExactTime at={knownAt} /> })}</p>
    </Notice>
  );
}

function fileName(recordId: string): string {
  return `medlattice-proof-${recordId.slice(2, 10)}.json`;
}
