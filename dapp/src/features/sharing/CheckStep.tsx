import { useTranslations } from "use-intl";
import type { Reader, Sharing } from "../../engine/grants/sharing.ts";
import { signaturesOf } from "../../engine/grants/signaturesOf.ts";
import { Card, ErrorState, Notice, Progress, SkeletonRows, Stack } from "../../ui/index.ts";
import { usePreview } from "./useSharing.ts";
import styles from "./sharing.module.css";

/** Step 3: the words that will be signed, and what one should know. */
export function CheckStep({ sharing, reader }: { readonly sharing: Sharing; readonly reader: Reader }) {
  const t = useTranslations("sharing");
  const preview = usePreview(sharing);
  return (
    <Card title={t("check.legend")}>
      <Stack>
        <p>{t("check.text")}</p>
        {preview.error === null ? null : (
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {preview.isPending ? (
          <>
            <Progress label={t("check.preparing")} />
            <SkeletonRows rows={1} />
          </>
        ) : null}
        {preview.data?.map((words) => (
          <blockquote className={styles["statement"]} key={words}>
            <p>{words}</p>
            <p>{t("check.purpose", { purpose: sharing.purpose })}</p>
          </blockquote>
        ))}
        <p>{t("what.signatures", { count: String(signaturesOf(sharing)) })}</p>
        {reader.isNameVerified ? null : <Notice tone="warning">{t("check.claimed")}</Notice>}
        <Notice>
          <p>{t("check.withdraw")}</p>
          <p>{t("check.seen")}</p>
        </Notice>
      </Stack>
    </Card>
  );
}
