import { useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { Card, ExactTime, EmptyState, Icon, Loaded, Muted, RelativeTime, Stack } from "../../ui/index.ts";
import { useErasures } from "./useCorrections.ts";
import styles from "./corrections.module.css";

/** What is left of an erased record: that it was, when and by whom its content went, and who has signed that it is destroyed. */
export function Tombstone({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("corrections");
  const { label, institution } = entry;
  return (
    <Stack>
      <Card>
        <EmptyState art="lost" title={t("tombstone.title")}>
          {label === null
            ? null
            : t.rich("tombstone.text", {
                time: () => <ExactTime at={label.time} />,
                author: label.authorName ?? t("doctorOf", { institution }),
                reason: t(`reasons.${label.reason}`),
              })}
        </EmptyState>
      </Card>
      <Card title={t("tombstone.receipts")}>
        <Receipts entry={entry} />
      </Card>
    </Stack>
  );
}

/** Who has signed that former versions are destroyed, and who has yet to. */
export function Receipts({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("corrections.tombstone");
  return (
    <Loaded of={useErasures(entry)} rows={2}>
      {(erasures) => {
        const receipts = erasures.flatMap((each) => each.receipts);
        const waitingFor = new Set(erasures.flatMap((each) => each.waitingFor));
        if (receipts.length === 0 && waitingFor.size === 0) return <Muted>{t("none")}</Muted>;
        return (
          <ul className={styles["receipts"]}>
            {receipts.map(({ organization, at }, index) => (
              <li key={`${organization} ${at} ${index}`}>
                <Icon name="success" size={18} />
                <span>
                  {t("receipt", { organization })} · <RelativeTime at={at} />
                </span>
              </li>
            ))}
            {[...waitingFor].map((organization) => (
              <li key={organization}>
                <Icon name="clock" size={18} />
                <span>{t("waiting", { organization })}</span>
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}
