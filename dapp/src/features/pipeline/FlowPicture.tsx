import { useTranslations } from "use-intl";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import { Details, type IconName, Notice, Way } from "../../ui/index.ts";
import { type Stage, type StageName, stagesOf } from "./stages.ts";

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
      <Way
        label={t("way")}
        stops={stages.map((stage) => ({
          name: stage.name,
          icon: ICONS[stage.name],
          title: t(`stages.${stage.name}.title`),
          state: t(`states.${stage.state}`),
          tone: TONES[stage.state],
          figure: stage.figure === null ? null : t(`stages.${stage.name}.figure`, { figure: stage.figure }),
          words: <Words stage={stage} />,
        }))}
      />
    </>
  );
}

function Words({ stage: { name, state, waiting } }: { readonly stage: Stage }) {
  const t = useTranslations("pipeline");
  if (state === "unknown") return t("unknown");
  return waiting === 0 ? t(`stages.${name}.flows`) : t(`stages.${name}.waits`, { waiting });
}
