import { useFormatter, useTranslations } from "use-intl";
import type { AnchorView, WeighedChain } from "../../engine/pipeline/anchors.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import {
  Badge,
  Card,
  Details,
  EmptyState,
  IconTile,
  List,
  ListRow,
  Muted,
  RelativeTime,
} from "../../ui/index.ts";
import { Missing } from "./Missing.tsx";
import styles from "./pipeline.module.css";

const TONES = { signing: "warning", posting: "info", final: "success" } as const;

/** Roots on public chains: which register was chosen, and why. */
export function AnchorsCard({ anchors }: Pick<Pipeline, "anchors">) {
  const t = useTranslations("pipeline.anchors");
  if (anchors.is !== "there") {
    return (
      <Card title={t("title")} padded={false}>
        <Missing part={anchors} />
      </Card>
    );
  }
  const { anchors: shown, chains } = anchors.value;
  return (
    <Card title={t("title")} padded={false}>
      {shown.length === 0 ? (
        <EmptyState art="quiet" headingLevel={3} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <List label={t("title")}>
          {shown.map((anchor) => (
            <Row key={anchor.sequence} anchor={anchor} />
          ))}
        </List>
      )}
      {chains.length === 0 ? null : (
        <>
          <h3 className={styles["subhead"]}>{t("now")}</h3>
          <List label={t("now")}>
            {chains.map(({ name, headAgeSeconds, agreeingNodes, nodes, finalitySeconds }) => (
              <ListRow
                key={name}
                leading={<IconTile icon="language" hue={headAgeSeconds === null ? "rose" : "blue"} />}
                title={name}
                meta={
                  headAgeSeconds === null
                    ? t("silent")
                    : t("looks", { agreeing: agreeingNodes, nodes, seconds: Math.round(finalitySeconds) })
                }
              />
            ))}
          </List>
        </>
      )}
    </Card>
  );
}

function Row({ anchor }: { readonly anchor: AnchorView }) {
  const t = useTranslations("pipeline.anchors");
  const format = useFormatter();
  const { sequence, state, createdAt, institutions, places, choice, root } = anchor;
  const standing = places.filter((place) => place.state !== "left");
  const left = places.filter((place) => place.state === "left");
  return (
    <ListRow
      leading={<IconTile icon="shield" hue="teal" />}
      title={t("row", { sequence })}
      meta={
        <div className={styles["lines"]}>
          <p>
            <RelativeTime at={createdAt} /> ·{" "}
            {t("books", { names: format.list(institutions.map((name) => name ?? t("network"))) })}
          </p>
          {standing.map((place) => (
            <p key={place.name}>{t(`places.${place.state}`, { name: place.name })}</p>
          ))}
          {left.map((place) => (
            <p key={place.name}>{t("places.left", { name: place.name })}</p>
          ))}
          {choice === null ? (
            <p>{t("elsewhere")}</p>
          ) : (
            <Details summary={t(`reasons.${choice.reason}`)}>
              <ul className={styles["weighed"]}>
                {choice.chains.map((chain) => (
                  <Weighed key={chain.name} chain={chain} />
                ))}
              </ul>
            </Details>
          )}
          <Details summary={t("seal")}>
            <p className={styles["id"]}>{root}</p>
          </Details>
        </div>
      }
      trailing={<Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>}
    />
  );
}

function Weighed({
  chain: { name, isChosen, score, health, cost, finality, faults },
}: {
  readonly chain: WeighedChain;
}) {
  const t = useTranslations("pipeline.anchors");
  const format = useFormatter();
  return (
    <li>
      <p>
        <strong>{name}</strong> {isChosen ? <Badge tone="success">{t("chosen")}</Badge> : null}
      </p>
      {faults.length === 0 ? (
        <p>{t("score", { score, health, cost, finality })}</p>
      ) : (
        <p>{t("faulty", { faults: format.list(faults.map((fault) => t(`faults.${fault}`))) })}</p>
      )}
      {faults.length === 0 ? null : <Muted>{t("notUsed")}</Muted>}
    </li>
  );
}
