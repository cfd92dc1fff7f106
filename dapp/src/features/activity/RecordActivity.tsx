import { useTranslations } from "use-intl";
import { Card, LinkButton, List, Muted } from "../../ui/index.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { useActivity } from "./useActivity.ts";

const FIRST = 3;

/** Who read one record, on its own page. */
export function RecordActivity({
  record: { chainId, recordId },
}: {
  readonly record: { readonly chainId: number; readonly recordId: string };
}) {
  const t = useTranslations("records.view");
  const activity = useTranslations("activity");
  const { data } = useActivity();
  const own = data?.filter((access) => access.recordId === recordId);
  if (own === undefined) return null;
  return (
    <Card
      title={t("readers")}
      padded={own.length === 0}
      aside={
        own.length > FIRST ? (
          <LinkButton size="small" variant="quiet" href={`/activity/#${chainId}/${recordId}`}>
            {activity("showAll")}
          </LinkButton>
        ) : undefined
      }
    >
      {own.length === 0 ? (
        <Muted>{t("nobody")}</Muted>
      ) : (
        <List>
          {own.slice(0, FIRST).map((access) => (
            <ActivityRow key={access.accessId} access={access} withRecord={false} />
          ))}
        </List>
      )}
    </Card>
  );
}
