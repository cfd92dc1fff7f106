import { useTranslations } from "use-intl";
import type { BatchView } from "../../engine/pipeline/batches.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import {
  Badge,
  Card,
  Details,
  EmptyState,
  Facts,
  IconTile,
  List,
  ListRow,
  RelativeTime,
} from "../../ui/index.ts";
import { Missing } from "./Missing.tsx";
import { pinOf } from "./stages.ts";
import styles from "./pipeline.module.css";

const TONES = { pinned: "success", waits: "warning", unknown: "neutral" } as const;

/** The newest batches in the consortium's inbox: of whom, where their files are, and what the committee says. */
export function BatchesCard({ batches, committee }: Pick<Pipeline, "batches" | "committee">) {
  const t = useTranslations("pipeline.batches");
  return (
    <Card title={t("title")} padded={false}>
      {batches.is !== "there" ? (
        <Missing part={batches} />
      ) : batches.value.length === 0 ? (
        <EmptyState art="quiet" headingLevel={3} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <List label={t("title")}>
          {batches.value.map((batch) => (
            <Row key={batch.sequence} batch={batch} pin={pinOf(batch.sequence, committee)} />
          ))}
        </List>
      )}
    </Card>
  );
}

function Row({ batch, pin }: { readonly batch: BatchView; readonly pin: ReturnType<typeof pinOf> }) {
  const t = useTranslations("pipeline.batches");
  const { sequence, postedAt, authority, slips, sections, cid, batchHash } = batch;
  return (
    <ListRow
      leading={<IconTile icon="inbox" hue="slate" />}
      title={t("row", { sequence })}
      meta={
        <div className={styles["lines"]}>
          <p>
            {postedAt === null ? null : (
              <>
                <RelativeTime at={postedAt} /> ·{" "}
              </>
            )}
            {t("by", { slips, authority })}
          </p>
          {sections.map(({ institution, records, labels }) => (
            <p key={institution}>{t("section", { institution, records, labels })}</p>
          ))}
          <Details summary={t("file")}>
            <Facts
              facts={[
                { label: t("cid"), value: <span className={styles["id"]}>{cid}</span> },
                { label: t("hash"), value: <span className={styles["id"]}>{batchHash}</span> },
              ]}
            />
          </Details>
        </div>
      }
      trailing={
        pin === "unknown" ? undefined : (
          <Badge tone={TONES[pin]} icon={pin === "pinned" ? "check" : "clock"}>
            {t(`pins.${pin}`)}
          </Badge>
        )
      }
    />
  );
}
