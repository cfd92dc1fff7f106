import { useFormatter, useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { ExactTime, Notice } from "../../ui/index.ts";

/** What was checked before the record was shown, in words. */
export function Verified({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("records.view");
  const { authorName, institution, proposedAt } = entry;
  return (
    <Notice tone="success" title={t("verified")}>
      <p>
        {t.rich(entry.label === null ? "verifiedText" : "verifiedCorrected", {
          author:
            authorName === null
              ? t("doctorOf", { institution })
              : t("authorOf", { author: authorName, institution }),
          written: () => <ExactTime at={proposedAt} />,
          agreement: useAgreement(entry),
        })}
      </p>
    </Notice>
  );
}

function useAgreement({ status, confirmedAt, byMandate }: OwnRecordEntry): string {
  const t = useTranslations("records.view");
  const format = useFormatter();
  if (status === "disputed") return t("disputedByYou");
  if (confirmedAt === null) return t("notAgreed");
  const time = () => format.dateTime(new Date(confirmedAt * 1000), { dateStyle: "medium" });
  return byMandate ? t.markup("agreedByMandate", { time }) : t.markup("agreedByYou", { time });
}
