import { useTranslations } from "use-intl";
import type { CheckedFile } from "../../engine/proofs/checkFile.ts";
import { type IconName, Way } from "../../ui/index.ts";
import { type Stop, type StopState, stopStates } from "./stops.ts";

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
    <Way
      isChain
      stops={stopStates(file).map(({ stop, state }) => {
        const mark = MARKS[state];
        return {
          name: stop,
          icon: ICONS[stop],
          title: t(`stops.${stop}.title`),
          state: t(`states.${state}`),
          ...(mark === undefined ? {} : { stateIcon: mark }),
          tone: TONES[state],
          words: wordsOf(stop, state),
        };
      })}
    />
  );
}
