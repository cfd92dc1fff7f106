import { useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { ExactTime, Notice } from "../../ui/index.ts";

/** What the log of corrections says of a record: when, by whom, why, and which version one sees. */
export function CorrectionLabel({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("corrections");
  const { label, institution, isRefuted } = entry;
  return (
    <>
      {isRefuted ? <Notice tone="danger">{t("label.refuted")}</Notice> : null}
      {label === null || label.kind === "erase" ? null : (
        <Notice title={t("label.corrected")}>
          <p>
            {t.rich(label.kind === "redact" ? "label.redacted" : "label.text", {
              time: () => <ExactTime at={label.time} />,
              author: label.authorName ?? t("doctorOf", { institution }),
              reason: t(`reasons.${label.reason}`),
              version: label.version + 1,
            })}
          </p>
          {label.kind === "replace" ? <p>{t("label.unbounded")}</p> : null}
          {label.kind === "amend" ? <p>{t("label.bounded")}</p> : null}
        </Notice>
      )}
    </>
  );
}
