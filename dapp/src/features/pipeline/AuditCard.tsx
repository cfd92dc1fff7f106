import { useTranslations } from "use-intl";
import type { AuditView } from "../../engine/pipeline/audit.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import { Badge, Card, Details, IconTile, List, ListRow, Muted } from "../../ui/index.ts";
import { Missing } from "./Missing.tsx";
import styles from "./pipeline.module.css";

/** Whether the batches are what the books hold, as the health authority found by its own copy of them. */
export function AuditCard({ audit }: Pick<Pipeline, "audit">) {
  const t = useTranslations("pipeline.audit");
  if (audit.is !== "there") {
    return (
      <Card title={t("title")} padded={false}>
        <Missing part={audit} />
      </Card>
    );
  }
  if (audit.value === null) return null;
  return (
    <Card title={t("title")} padded={false}>
      <Findings audit={audit.value} />
    </Card>
  );
}

function Findings({ audit }: { readonly audit: AuditView }) {
  const t = useTranslations("pipeline.audit");
  const { authority, batches, compared, differs, open, problems } = audit;
  return (
    <>
      <div className={styles["part"]}>
        <p>{t("compared", { compared, batches, authority })}</p>
        {differs > 0 ? <p>{t("differs", { differs })}</p> : null}
        {open > 0 ? <p>{t("open", { open })}</p> : null}
        {differs + open === 0 ? <Muted>{t("sound")}</Muted> : null}
      </div>
      {problems.length === 0 ? null : (
        <List label={t("title")}>
          {problems.map(({ sequence, institution, isOpen, code }) => (
            <ListRow
              key={`${sequence} ${institution ?? ""}`}
              leading={<IconTile icon="flag" hue="slate" />}
              title={t("row", { sequence })}
              meta={
                <div className={styles["lines"]}>
                  <p>{institution === null ? t("whole") : t("section", { institution })}</p>
                  <Details summary={t("support")}>
                    <p className={styles["id"]}>{code}</p>
                  </Details>
                </div>
              }
              trailing={
                <Badge tone={isOpen ? "warning" : "danger"} icon={isOpen ? "clock" : "flag"}>
                  {t(isOpen ? "states.open" : "states.differs")}
                </Badge>
              }
            />
          ))}
        </List>
      )}
    </>
  );
}
