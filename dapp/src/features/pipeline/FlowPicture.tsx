import { useTranslations } from "use-intl";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import { Badge, Icon, type IconName, Notice, Details } from "../../ui/index.ts";
import { type Stage, type StageName, stagesOf } from "./stages.ts";
import styles from "./pipeline.module.css";

const ICONS: Readonly<Record<StageName, IconName>> = {
  records: "building",
  items: "records",
  slips: "plan",
  batches: "inbox",
  votes: "users",
  anchors: "language",
};

const TONES = { flows: "success", waits: "warning", stuck: "danger", unknown: "neutral" } as const;

/** The whole way as one picture: what has come how far, and where it waits. */
export function FlowPicture({ pipeline }: { readonly pipeline: Pipeline }) {
  const t = useTranslations("pipeline");
  const stages = stagesOf(pipeline);
  const stuck = stages.filter(({ problem }) => problem !== null);
  return (
    <>
      {stuck.length === 0 ? null : (
        <Notice
          isLive
          tone="danger"
          title={t("stuck", { stages: stuck.map(({ name }) => t(`stages.${name}.title`)).join(", ") })}
        >
          <p>{t("stuckText")}</p>
          <Details summary={t("support")}>
            <ul>
              {stuck.map(({ name, problem }) => (
                <li key={name}>
                  {t(`stages.${name}.title`)}: {problem}
                </li>
              ))}
            </ul>
          </Details>
        </Notice>
      )}
      <div className={styles["box"]}>
        <ol className={styles["flow"]} aria-label={t("way")}>
          {stages.map((stage) => (
            <li key={stage.name} className={styles["stage"]} data-state={stage.state}>
              <span className={styles["dot"]}>
                <Icon name={ICONS[stage.name]} size={22} />
              </span>
              <div className={styles["stageBody"]}>
                <p className={styles["stageTitle"]}>{t(`stages.${stage.name}.title`)}</p>
                {stage.figure === null ? null : (
                  <p className={styles["figure"]}>
                    {t(`stages.${stage.name}.figure`, { figure: stage.figure })}
                  </p>
                )}
                <p>
                  <Badge tone={TONES[stage.state]}>{t(`states.${stage.state}`)}</Badge>
                </p>
                <p className={styles["stageWords"]}>
                  <Words stage={stage} />
                </p>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Words({ stage: { name, state, waiting } }: { readonly stage: Stage }) {
  const t = useTranslations("pipeline");
  if (state === "unknown") return t("unknown");
  return waiting === 0 ? t(`stages.${name}.flows`) : t(`stages.${name}.waits`, { waiting });
}
