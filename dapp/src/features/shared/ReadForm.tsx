import { type SyntheticEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { SharedGrant } from "../../engine/shared.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Inline,
  Loaded,
  Muted,
  Progress,
  RadioCards,
  Stack,
  TextField,
} from "../../ui/index.ts";
import { useChanges, useCoveredRecords, type useRead } from "./useShared.ts";

const REASONS = ["visit", "opinion", "followUp"] as const;

/** Chooses a record, asks why, and uses the grant once. */
export function ReadForm({
  grant,
  read,
}: {
  readonly grant: SharedGrant;
  readonly read: ReturnType<typeof useRead>;
}) {
  const t = useTranslations("shared.view");
  const records = useCoveredRecords(grant);
  return (
    <Loaded of={records} rows={2}>
      {(covered) =>
        covered.length === 0 ? (
          <EmptyState art="folder" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <Form grant={grant} records={covered} read={read} />
        )
      }
    </Loaded>
  );
}

function Form({
  grant,
  records,
  read,
}: {
  readonly grant: SharedGrant;
  readonly records: NonNullable<ReturnType<typeof useCoveredRecords>["data"]>;
  readonly read: ReturnType<typeof useRead>;
}) {
  const t = useTranslations("shared.view");
  const format = useFormatter();
  const { data: changes = [] } = useChanges();
  const [chosen, setChosen] = useState(records[0]?.recordId ?? null);
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const record = records.find(({ recordId }) => recordId === chosen) ?? records[0];
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const words = reason.trim();
    setIsMissing(words === "");
    if (words === "" || record === undefined) return;
    read.mutate({
      grantId: grant.grantId,
      recordId: record.recordId,
      version: record.version,
      reason: words,
    });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack>
          {records.length < 2 ? null : (
            <RadioCards
              legend={t("which")}
              value={chosen}
              onValue={setChosen}
              columns="2"
              choices={records.map(({ recordId, confirmedAt }) => ({
                value: recordId,
                title: t.markup("one", {
                  time: () =>
                    format.dateTime(new Date(confirmedAt * 1000), {
                      dateStyle: "medium",
                      timeStyle: "short",
                    }),
                }),
                ...(changes.some((change) => change.recordId === recordId)
                  ? { description: t("changed") }
                  : {}),
              }))}
            />
          )}
          <TextField
            label={t("reason")}
            hint={t("reasonHint")}
            value={reason}
            onValue={setReason}
            maxLength={200}
            error={isMissing && reason.trim() === "" ? t("reasonMissing") : null}
          />
          <Inline>
            {REASONS.map((key) => (
              <Button key={key} size="small" variant="quiet" onClick={() => setReason(t(`reasons.${key}`))}>
                {t(`reasons.${key}`)}
              </Button>
            ))}
          </Inline>
          {read.isPending ? <Stage stage={read.stage} /> : null}
          {read.error === null ? null : <ErrorState error={read.error} />}
          <Inline>
            <Button type="submit" variant="primary" icon="eye" busy={read.isPending}>
              {t("open")}
            </Button>
            {grant.maxUses === 0 ? null : <Muted>{t("usesOne", { count: grant.maxUses })}</Muted>}
          </Inline>
        </Stack>
      </form>
    </Card>
  );
}

function Stage({ stage }: { readonly stage: ReturnType<typeof useRead>["stage"] }) {
  const t = useTranslations("shared.view");
  if (stage === null || stage.stage === "opening") return <Progress label={t("opening")} />;
  const { answered, needed } = stage;
  if (answered >= needed) return <Progress label={t("checking")} />;
  return <Progress label={t("reencrypting", { answered, needed })} done={answered / (needed + 1)} />;
}
