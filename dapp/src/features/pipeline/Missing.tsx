import { useTranslations } from "use-intl";
import type { Part } from "../../engine/pipeline/part.ts";
import { Details, Muted } from "../../ui/index.ts";
import styles from "./pipeline.module.css";

/** Why a part of the page is not there, in plain words; the other parts stay. */
export function Missing({ part }: { readonly part: Exclude<Part<unknown>, { readonly is: "there" }> }) {
  const t = useTranslations("pipeline");
  return (
    <div className={styles["part"]}>
      <p>
        <Muted>{t(`missing.${part.is}`)}</Muted>
      </p>
      <Details summary={t("support")}>
        <p className={styles["id"]}>{part.code}</p>
      </Details>
    </div>
  );
}
