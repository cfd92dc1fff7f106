import { useTranslations } from "use-intl";
import { Card, Icon, IconTile, List, ListRow, RelativeTime } from "../../ui/index.ts";
import { granteeWords } from "../access/index.ts";
import { PendingRow, type usePendingCorrections } from "../corrections/index.ts";
import { RecordRow } from "../timeline/index.ts";
import type { Attention } from "./attention.ts";
import styles from "./home.module.css";

const FIRST = 5;

export function AttentionCard({
  attention: { toConfirm, endingSoon },
  corrections,
}: {
  readonly attention: Attention;
  readonly corrections: NonNullable<ReturnType<typeof usePendingCorrections>["data"]>;
}) {
  const t = useTranslations("home");
  const words = useTranslations("access");
  if (toConfirm.length === 0 && endingSoon.length === 0 && corrections.length === 0) {
    return (
      <Card>
        <p className={styles["calm"]}>
          <Icon name="success" size={24} />
          {t("nothing")}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t("attention")} padded={false}>
      <List label={t("attention")}>
        {corrections.map((correction) => (
          <PendingRow key={correction.correctionHash} correction={correction} />
        ))}
        {toConfirm.slice(0, FIRST).map((record) => (
          <RecordRow key={record.recordId} record={record} />
        ))}
        {toConfirm.length > FIRST ? (
          <ListRow
            href="/records/"
            leading={<IconTile icon="records" hue="amber" />}
            title={t("toConfirm", { count: toConfirm.length })}
          />
        ) : null}
        {endingSoon.map((access) => (
          <ListRow
            key={access.grantId}
            href="/access/"
            leading={<IconTile icon="clock" hue="amber" />}
            title={t.rich("ending", {
              name: granteeWords(words, access),
              time: () => <RelativeTime at={access.notAfter ?? 0} />,
            })}
            meta={access.purpose === null ? undefined : words("purpose", { purpose: access.purpose })}
          />
        ))}
      </List>
    </Card>
  );
}
