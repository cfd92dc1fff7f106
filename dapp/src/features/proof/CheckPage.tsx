"use client";
import { useTranslations } from "use-intl";
import { useSession } from "../../data/index.ts";
import { Card, ErrorState, FileDrop, Icon, Muted, PageHeader, Progress, Stack } from "../../ui/index.ts";
import { CheckResult } from "./CheckResult.tsx";
import { useCheck, usePrepared } from "./useProof.ts";
import styles from "./proof.module.css";

/** Anybody's check of a proof file, signed in or not, with or without a connection (DESIGN rule 20). */
export function CheckPage() {
  const t = useTranslations("proof");
  const { who } = useSession();
  const checking = useCheck();
  const asking = useCheck();
  const { data, error, variables, isPending } = checking;
  const check = (file: File) => {
    asking.reset();
    checking.mutate({ file, asks: false });
  };
  return (
    <Stack gap="large">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        {...(who === null ? { back: { href: "/", label: t("back") } } : {})}
      />
      <Card>
        <FileDrop
          title={variables === undefined ? t("drop") : t("another")}
          hint={t("dropHint")}
          accept=".json,application/json"
          onFile={check}
        />
        <Ready />
      </Card>
      {isPending ? (
        <Card>
          <Progress label={t("checking", { name: variables.file.name })} />
        </Card>
      ) : null}
      {error === null ? null : (
        <ErrorState title={t("failed")} error={error} onRetry={() => check(variables.file)} />
      )}
      {data === undefined ? null : (
        <CheckResult
          file={asking.data ?? data}
          name={variables.file.name}
          isAsking={asking.isPending}
          problem={asking.error}
          onAsk={() => asking.mutate({ file: variables.file, asks: true })}
        />
      )}
    </Stack>
  );
}

/** Whether the connection may be cut now. */
function Ready() {
  const t = useTranslations("proof");
  const { data, error, refetch, isFetching } = usePrepared();
  if (error !== null) {
    return <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  }
  return (
    <p className={styles["ready"]} role="status">
      {data === true ? <Icon name="check" size={16} /> : null}
      <Muted>{t(data === true ? "ready" : "preparing")}</Muted>
    </p>
  );
}
