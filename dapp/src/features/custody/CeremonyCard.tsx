import { useTranslations } from "use-intl";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { Avatar, Badge, Card, Details, List, ListRow, Muted, RelativeTime, Stepper } from "../../ui/index.ts";
import { CeremonyTurn } from "./CeremonyTurn.tsx";
import { GiveUp } from "./GiveUp.tsx";
import { useOfficerName, useOfficerNames } from "./useOfficerName.ts";
import styles from "./custody.module.css";

const PHASES = ["collecting", "confirming", "proving", "ready"] as const;
type Phase = (typeof PHASES)[number];

/** A key in the making: how far it is, who has done what, and this officer's own next step. */
export function CeremonyCard({
  ceremony: view,
  institution,
}: {
  readonly ceremony: CeremonyView & { readonly status: Phase };
  readonly institution: string;
}) {
  const t = useTranslations("custody.key");
  const nameOf = useOfficerName();
  const namesOf = useOfficerNames();
  const { ceremony, status, threshold, officers, createdAt, waitingFor, isMine } = view;
  const isEarly = status === "collecting" || status === "confirming";
  return (
    <Card
      title={t("title", { threshold, count: officers.length })}
      aside={<Muted>{t.rich("begun", { time: () => <RelativeTime at={createdAt} /> })}</Muted>}
      padded={false}
    >
      <div className={styles["ceremony"]}>
        <Stepper
          label={t("steps")}
          steps={PHASES.map((phase) => t(`phases.${phase}`))}
          current={status === "ready" ? PHASES.length : PHASES.indexOf(status)}
        />
        <p role="status">{t(`now.${status}`, { institution })}</p>
        <CeremonyTurn ceremony={view} />
        {waitingFor.length === 0 ? null : <p>{t("waiting", { names: namesOf(waitingFor) })}</p>}
        {isMine ? null : <Muted>{t("nobody")}</Muted>}
      </div>
      <List label={t("officers")}>
        {officers.map((officer) => (
          <ListRow
            key={officer.personId}
            leading={<Avatar name={officer.name ?? officer.reference} size="small" />}
            title={nameOf(officer)}
            trailing={
              <Badge
                tone={
                  officer.did === "nothing" ? "neutral" : officer.did === "confirmed" ? "success" : "info"
                }
                icon={officer.did === "nothing" ? "clock" : "check"}
              >
                {t(`did.${officer.did}`)}
              </Badge>
            }
          />
        ))}
      </List>
      <div className={styles["ceremony"]}>
        {status === "ready" ? (
          <Details summary={t("administrator")}>
            <p>{t("administratorText")}</p>
            <p className={styles["command"]}>
              npx medlattice custody register --admin-key FILE --ceremony {ceremony}
            </p>
          </Details>
        ) : null}
        {isEarly ? <GiveUp ceremony={ceremony} /> : null}
      </div>
    </Card>
  );
}
