import { useTranslations } from "use-intl";
import type { CorrectionSummary } from "../../engine/corrections/describe.ts";
import { Badge, IconTile, ListRow, RelativeTime } from "../../ui/index.ts";
import { useRecordName } from "../timeline/index.ts";
import { correctionHref } from "./correctionHref.ts";

/** A correction that waits for the patient, wherever things wait. */
export function PendingRow({ correction }: { readonly correction: CorrectionSummary }) {
  const t = useTranslations("corrections");
  const { kind, reason, authorName, institution, createdAt } = correction;
  const title = useRecordName(correction) ?? t("pending.record");
  return (
    <ListRow
      href={correctionHref(correction)}
      leading={<IconTile icon={kind === "erase" ? "close" : "write"} hue="amber" />}
      title={t(kind === "erase" ? "pending.rowErase" : "pending.row", { title })}
      meta={
        <>
          {t("pending.by", {
            author: authorName ?? t("doctorOf", { institution }),
            reason: t(`reasons.${reason}`),
          })}
          {" · "}
          <RelativeTime at={createdAt} />
        </>
      }
      trailing={
        <Badge tone="warning" icon="clock">
          {t("states.pending")}
        </Badge>
      }
    />
  );
}
