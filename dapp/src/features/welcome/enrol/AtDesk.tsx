"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { useEngine, useSession } from "../../../data/index.ts";
import type { EnrolmentView } from "../../../engine/session/enrolment/enrolmentVerbs.ts";
import type { FinishStage } from "../../../engine/session/enrolment/finish.ts";
import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Inline,
  Notice,
  Progress,
  Stack,
} from "../../../ui/index.ts";
import styles from "../welcome.module.css";

const POLL_MS = 3_000;

/** The code for the desk; notices when the manager has signed, and finishes. */
export function AtDesk({ enrolment }: { readonly enrolment: EnrolmentView }) {
  const t = useTranslations("welcome.enrol");
  const engine = useEngine();
  const isWaiting = enrolment.stage === "waiting";
  const state = useQuery({
    queryKey: ["enrolment", "state", enrolment.code],
    queryFn: () => engine.enrolment.check(),
    enabled: isWaiting,
    refetchInterval: ({ state: { data } }) => (data === undefined || data === "waiting" ? POLL_MS : false),
  });
  const isReady = !isWaiting || (state.data !== undefined && state.data !== "waiting");
  return (
    <Card title={t("codeTitle", { organization: enrolment.organizationName })}>
      <Stack>
        {isWaiting ? <Code enrolment={enrolment} /> : <p>{t("goesOn")}</p>}
        {isReady ? <Finish enrolment={enrolment} /> : <Progress label={t("waiting")} />}
        {state.error === null || isReady ? null : (
          <ErrorState error={state.error} onRetry={() => void state.refetch()} />
        )}
        <Discard />
      </Stack>
    </Card>
  );
}

function Code({ enrolment: { code, expiresAt } }: { readonly enrolment: EnrolmentView }) {
  const t = useTranslations("welcome.enrol");
  const format = useFormatter();
  const engine = useEngine();
  const queries = useQueryClient();
  const now = useNow({ updateInterval: POLL_MS });
  const renewing = useMutation({
    mutationFn: () => engine.enrolment.renew(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["enrolment"] }),
  });
  const isOver = now.getTime() / 1000 > expiresAt;
  return (
    <div>
      <p id="desk-code">{t("code")}</p>
      <p className={styles["code"]} aria-labelledby="desk-code" data-testid="desk-code">
        {code}
      </p>
      <p>{t("codeHint")}</p>
      {isOver ? (
        <Notice
          tone="warning"
          title={t("expired")}
          actions={
            <Button busy={renewing.isPending} onClick={() => renewing.mutate()}>
              {t("renew")}
            </Button>
          }
        />
      ) : (
        <p className={styles["status"]}>
          {t("expires", {
            time: format.dateTime(new Date(expiresAt * 1000), { dateStyle: "medium", timeStyle: "short" }),
          })}
        </p>
      )}
      {renewing.error === null ? null : <ErrorState error={renewing.error} />}
    </div>
  );
}

function Finish({ enrolment }: { readonly enrolment: EnrolmentView }) {
  const t = useTranslations("welcome.enrol");
  const { finishEnrolment } = useSession();
  const queries = useQueryClient();
  const [stage, setStage] = useState<FinishStage | null>(null);
  const { signatures: count } = enrolment;
  const finishing = useMutation({
    mutationFn: () => finishEnrolment(count, setStage),
    onSettled: () => setStage(null),
    onError: () => queries.invalidateQueries({ queryKey: ["enrolment"], exact: true }),
  });
  return (
    <Stack>
      {enrolment.stage === "waiting" ? (
        <Notice isLive tone="success" title={t("issued")}>
          <p>{t("finishHint", { count: String(count) })}</p>
        </Notice>
      ) : null}
      <Inline>
        <Button variant="primary" busy={finishing.isPending} onClick={() => finishing.mutate()}>
          {t("finish")}
        </Button>
      </Inline>
      {stage === null ? null : <Progress label={t(`stages.${stage}`)} />}
      {finishing.error === null ? null : (
        <ErrorState error={finishing.error} onRetry={() => finishing.mutate()} />
      )}
    </Stack>
  );
}

function Discard() {
  const t = useTranslations("welcome.enrol");
  const engine = useEngine();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const discarding = useMutation({
    mutationFn: () => engine.enrolment.discard(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["enrolment"] }),
  });
  return (
    <Inline>
      <Button variant="danger-quiet" size="small" onClick={() => setAsks(true)}>
        {t("discard")}
      </Button>
      <ConfirmDialog
        isOpen={asks}
        isDangerous
        title={t("discardTitle")}
        confirmLabel={t("discard")}
        busy={discarding.isPending}
        onConfirm={() => discarding.mutate()}
        onClose={() => setAsks(false)}
      >
        <p>{t("discardHint")}</p>
      </ConfirmDialog>
    </Inline>
  );
}
