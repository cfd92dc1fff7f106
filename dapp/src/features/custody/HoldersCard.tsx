import { useTranslations } from "use-intl";
import type { CustodyOverview } from "../../engine/custody/overview.ts";
import { Avatar, Card, IconTile, List, ListRow } from "../../ui/index.ts";
import { ShareNotice } from "./ShareNotice.tsx";
import { useOfficerName } from "./useOfficerName.ts";
import styles from "./custody.module.css";

/** Who can permit a correction now: one key in one place, or so many of so many officers. */
export function HoldersCard({
  overview: { holders, institution },
}: {
  readonly overview: Pick<CustodyOverview, "holders" | "institution">;
}) {
  const t = useTranslations("custody.holders");
  const nameOf = useOfficerName();
  const { mode, threshold, officers, hasShare } = holders;
  const count = officers.length;
  return (
    <Card title={t("title")} padded={false}>
      <div className={styles["holders"]}>
        <IconTile
          icon={mode === "officers" ? "users" : mode === "single" ? "file" : "close"}
          hue={mode === "officers" ? "teal" : "amber"}
        />
        <div>
          <p className={styles["holdersTitle"]}>
            {mode === "officers" ? t("officers", { threshold, count }) : t(mode)}
          </p>
          <p>
            {mode === "officers"
              ? t("officersText", { threshold })
              : t(mode === "single" ? "singleText" : "noneText", { institution })}
          </p>
        </div>
      </div>
      {count === 0 ? null : (
        <List label={t("list")}>
          {officers.map((officer) => (
            <ListRow
              key={officer.personId}
              leading={<Avatar name={officer.name ?? officer.reference} size="small" />}
              title={nameOf(officer)}
            />
          ))}
        </List>
      )}
      {hasShare === null ? null : (
        <div className={styles["share"]}>
          <ShareNotice isHere={hasShare} spare={count - threshold} />
        </div>
      )}
    </Card>
  );
}
