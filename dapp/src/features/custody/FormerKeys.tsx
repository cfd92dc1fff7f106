import { useTranslations } from "use-intl";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { Badge, Card, IconTile, List, ListRow, RelativeTime } from "../../ui/index.ts";
import { useOfficerName, useOfficerNames } from "./useOfficerName.ts";

/** Keys that hold no more or never did: replaced, given up, or ended by a lie. */
export function FormerKeys({ ceremonies }: { readonly ceremonies: readonly CeremonyView[] }) {
  const t = useTranslations("custody.former");
  const nameOf = useOfficerName();
  const namesOf = useOfficerNames();
  if (ceremonies.length === 0) return null;
  const stateOf = ({ status, liar }: CeremonyView): string => {
    if (liar !== null) return t("states.aborted", { name: nameOf(liar) });
    return t(status === "ready" ? "states.ready" : "states.cancelled");
  };
  return (
    <Card title={t("title")} padded={false}>
      <List label={t("title")}>
        {ceremonies.map((ceremony) => (
          <ListRow
            key={ceremony.ceremony}
            leading={<IconTile icon="users" hue="slate" />}
            title={t("row", { threshold: ceremony.threshold, names: namesOf(ceremony.officers) })}
            meta={<RelativeTime at={ceremony.createdAt} />}
            trailing={<Badge tone={ceremony.liar === null ? "neutral" : "danger"}>{stateOf(ceremony)}</Badge>}
          />
        ))}
      </List>
    </Card>
  );
}
