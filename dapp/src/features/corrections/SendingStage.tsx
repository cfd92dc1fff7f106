import { useFormatter, useTranslations } from "use-intl";
import type { AmendingStage } from "../../engine/corrections/amending.ts";
import { Progress } from "../../ui/index.ts";

const MEGABYTE = 1_000_000;

/** How far a correction has come on its way to the institution. */
export function SendingStage({ stage }: { readonly stage: AmendingStage | null }) {
  const t = useTranslations("correcting.write");
  const format = useFormatter();
  if (stage?.stage === "proving") {
    const { proof, proofs } = stage;
    return <Progress label={t("amendment.proving", { proof, proofs })} />;
  }
  if (stage === null || stage.totalBytes === 0) return <Progress label={t("sealing")} />;
  const { doneBytes, totalBytes } = stage;
  if (stage.stage === "storing") return <Progress label={t("storing")} done={doneBytes / totalBytes} />;
  const inMegabytes = (bytes: number) => format.number(bytes / MEGABYTE, { maximumFractionDigits: 0 });
  return (
    <Progress
      label={t("amendment.loading", { done: inMegabytes(doneBytes), total: inMegabytes(totalBytes) })}
      done={doneBytes / totalBytes}
    />
  );
}
