import { useTranslations } from "use-intl";
import type { CheckedFile } from "../../engine/proofs/checkFile.ts";
import { Badge, Icon, type IconName } from "../../ui/index.ts";
import { type Stop, type StopState, stopStates } from "./stops.ts";
import styles from "./proof.module.css";

const ICONS: Readonly<Record<Stop, IconName>> = {
  record: "file",
  tree: "folder",
  account: "user",
  snapshot: "building",
  anchor: "shield",
  public: "language",
};

const TONES = { holds: "success", broken: "danger", unseen: "neutral", unasked: "neutral" } as const;
const MARKS: Readonly<Partial<Record<StopState, IconName>>> = { holds: "check", broken: "close" };

/** The way from the record to the public register, with what holds, and where it breaks. */
export function ChainPicture({ file }: { readonly file: CheckedFile }) {
  const t = useTranslations("proof");
  const { institution, publicChain, broken } = file;
  const wordsOf = (stop: Stop, state: StopState): string | null => {
    if (state === "unseen") return null;
    if (state === "broken") return broken === null ? null : t(`links.${broken.link}`);
    if (state === "unasked") return t("stops.public.unasked");
    return t(`stops.${stop}.holds`, { institution, register: publicChain });
  };
  return (
    <div className={styles["box"]}>
      <ol className={styles["chain"]}>
        {stopStates(file).map(({ stop, state }) => {
          const mark = MARKS[state];
          const words = wordsOf(stop, state);
          return (
            <li key={stop} className={styles["stop"]} data-state={state}>
              <span className={styles["dot"]}>
                <Icon name={ICONS[stop]} size={22} />
              </span>
              <div className={styles["stopBody"]}>
                <p className={styles["stopTitle"]}>{t(`stops.${stop}.title`)}</p>
                <p>
                  <Badge tone={TONES[state]} {...(mark === undefined ? {} : { icon: mark })}>
                    {t(`states.${state}`)}
                  </Badge>
                </p>
                {words === null ? null : <p className={styles["stopWords"]}>{words}</p>}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
