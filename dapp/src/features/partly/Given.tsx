import { useTranslations } from "use-intl";
import { Card, IconTile, List, ListRow, Muted, RelativeTime } from "../../ui/index.ts";
import { useGivenCopies } from "./usePartly.ts";

/** Copies with parts blacked out that were given away: they are out of one's hands, and so stay listed. */
export function GivenCopies() {
  const t = useTranslations("partly.given");
  const { data } = useGivenCopies();
  if (data === undefined || data.length === 0) return null;
  return (
    <Card title={t("title")} padded={false}>
      <List label={t("title")}>
        {data.map(({ messageId, title, readerName, at }) => (
          <ListRow
            key={messageId}
            leading={<IconTile icon="file" hue="slate" />}
            title={title}
            meta={
              <>
                {t("to", { name: readerName ?? t("somebody") })} · <RelativeTime at={at} />
              </>
            }
            trailing={<Muted>{t("final")}</Muted>}
          />
        ))}
      </List>
    </Card>
  );
}
