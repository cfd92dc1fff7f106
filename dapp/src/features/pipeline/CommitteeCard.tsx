import { useFormatter, useTranslations } from "use-intl";
import type { CommitteeView, DecisionView, OpenVote } from "../../engine/pipeline/committee.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import {
  Avatar,
  Badge,
  Card,
  EmptyState,
  IconTile,
  List,
  ListRow,
  Muted,
  RelativeTime,
} from "../../ui/index.ts";
import { Missing } from "./Missing.tsx";
import styles from "./pipeline.module.css";

const SHOWN = 6;

/** Who votes, what on, and who was away. */
export function CommitteeCard({ committee }: Pick<Pipeline, "committee">) {
  const t = useTranslations("pipeline.committee");
  if (committee.is !== "there") {
    return (
      <Card title={t("title")} padded={false}>
        <Missing part={committee} />
      </Card>
    );
  }
  const { epoch, seats, endsAt, stations, open, decisions } = committee.value;
  if (epoch === 0 && stations.length === 0) {
    return (
      <Card title={t("title")} padded={false}>
        <EmptyState art="people" headingLevel={3} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card
      title={t("title")}
      padded={false}
      aside={
        <Muted>
          {epoch === 0
            ? t("notBegun")
            : t.rich("epoch", { epoch, seats, time: () => <RelativeTime at={endsAt} /> })}
        </Muted>
      }
    >
      <List label={t("stations")}>
        {stations.map((station) => (
          <StationRow key={station.name} station={station} />
        ))}
      </List>
      {open.length === 0 ? null : (
        <>
          <h3 className={styles["subhead"]}>{t("open")}</h3>
          <List label={t("open")}>
            {open.slice(0, SHOWN).map((vote) => (
              <OpenRow key={`${vote.kind} ${vote.batch} ${vote.since}`} vote={vote} />
            ))}
          </List>
        </>
      )}
      {decisions.length === 0 ? null : (
        <>
          <h3 className={styles["subhead"]}>{t("decisions")}</h3>
          <List label={t("decisions")}>
            {decisions.slice(0, SHOWN).map((decision) => (
              <DecisionRow key={decision.key} decision={decision} />
            ))}
          </List>
        </>
      )}
    </Card>
  );
}

function StationRow({
  station: { name, isOwn, seats, state, isReady },
}: {
  readonly station: CommitteeView["stations"][number];
}) {
  const t = useTranslations("pipeline.committee");
  return (
    <ListRow
      leading={<Avatar name={name} size="small" />}
      title={isOwn ? t("own", { name }) : name}
      meta={t(`state.${state}`, { seats })}
      trailing={isReady ? <Badge tone="info">{t("ready")}</Badge> : undefined}
    />
  );
}

function OpenRow({ vote: { kind, batch, since, missing } }: { readonly vote: OpenVote }) {
  const t = useTranslations("pipeline.committee");
  const format = useFormatter();
  return (
    <ListRow
      leading={<IconTile icon="clock" hue="amber" />}
      title={t(`kinds.${kind}`, { batch: batch ?? 0 })}
      meta={
        <>
          {t.rich("since", { time: () => <RelativeTime at={since} /> })}
          {missing.length === 0 ? null : ` · ${t("missing", { names: format.list(missing) })}`}
        </>
      }
    />
  );
}

function DecisionRow({
  decision: { kind, batch, epoch, present, absent },
}: {
  readonly decision: DecisionView;
}) {
  const t = useTranslations("pipeline.committee");
  const format = useFormatter();
  return (
    <ListRow
      leading={<IconTile icon="check" hue="teal" />}
      title={t(`decided.${kind}`, { batch: batch ?? 0 })}
      meta={
        <>
          {t("voted", { present, count: present + absent.length, epoch })}
          {absent.length === 0 ? null : ` · ${t("absent", { names: format.list(absent) })}`}
        </>
      }
    />
  );
}
