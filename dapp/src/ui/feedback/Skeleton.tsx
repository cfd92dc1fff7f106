import { useTranslations } from "use-intl";
import { VisuallyHidden } from "../text/VisuallyHidden.tsx";
import styles from "./feedback.module.css";

export interface SkeletonProps {
  readonly shape?: "line" | "title" | "short" | "circle" | "block";
}

export function Skeleton({ shape = "line" }: SkeletonProps) {
  return <span className={styles["skeleton"]} data-shape={shape} aria-hidden="true" />;
}

/** The outline of a list that is on its way. */
export function SkeletonRows({ rows = 4 }: { readonly rows?: number }) {
  const t = useTranslations("ui");
  return (
    <div className={styles["skeletonRows"]} aria-busy="true">
      <VisuallyHidden>
        <span role="status">{t("loading")}</span>
      </VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <div className={styles["skeletonRow"]} key={row}>
          <Skeleton shape="circle" />
          <div className={styles["skeletonLines"]}>
            <Skeleton />
            <Skeleton shape="short" />
          </div>
        </div>
      ))}
    </div>
  );
}
