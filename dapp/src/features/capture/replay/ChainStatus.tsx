import { useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Notice } from "../../../ui/index.ts";

const SHOWN_PROBLEMS = 6;
/** Of the whole, not of one part. */
const WHOLE = new Set(["unreadable", "begin-edited", "unfinished", "stray", "station"]);

/** In words: as the station recorded it, or what is wrong with it and where. */
export function ChainStatus({ overview }: { readonly overview: ReplayOverview }) {
  const t = useTranslations("capturing.replay");
  const { problems, station, isOtherPatient, isNobodys, links } = overview;
  if (problems.length > 0 || isOtherPatient || isNobodys) {
    return (
      <Notice tone="danger" isLive title={t(isNobodys ? "nobodys" : "broken")}>
        <p>{t("brokenText")}</p>
        <ul>
          {isNobodys ? <li>{t("nobodysText")}</li> : null}
          {isOtherPatient ? <li>{t("otherPatient")}</li> : null}
          {problems.slice(0, SHOWN_PROBLEMS).map(({ kind, sequence }) => (
            <li key={`${kind} ${sequence ?? ""}`}>
              {sequence === undefined || WHOLE.has(kind)
                ? t(`problems.${kind}`)
                : t("part", { part: String(sequence), problem: t(`problems.${kind}`) })}
            </li>
          ))}
        </ul>
        {problems.length > SHOWN_PROBLEMS ? (
          <p>{t("moreProblems", { count: problems.length - SHOWN_PROBLEMS })}</p>
        ) : null}
      </Notice>
    );
  }
  const words = {
    enrolled: "wholeText",
    unreachable: "unreachable",
    demonstration: "demonstration",
    "not-enrolled": "unreachable",
  } as const;
  return (
    <Notice tone={station === "enrolled" ? "success" : "info"} title={t("whole")}>
      <p>
        {t(words[station])} {t("chain", { count: links })}
      </p>
    </Notice>
  );
}
