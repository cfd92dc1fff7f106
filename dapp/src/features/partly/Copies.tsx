import { useTranslations } from "use-intl";
import { Card, IconTile, List, ListRow, Loaded, RelativeTime } from "../../ui/index.ts";
import { useCopies } from "./usePartly.ts";

/** Copies with parts hidden that patients have given; nothing when there are none. */
export function Copies() {
  const t = useTranslations("partly.copies");
  return (
    <Loaded of={useCopies()} rows={1}>
      {(copies) =>
        copies.length === 0 ? null : (
          <Card title={t("title")} padded={false}>
            <List label={t("title")}>
              {copies.map(({ messageId, title, institution, at }) => (
                <ListRow
                  key={messageId}
                  leading={<IconTile icon="file" hue="blue" />}
                  title={title}
                  meta={
                    <>
                      {t("from", { institution })} · <RelativeTime at={at} />
                    </>
                  }
                  href={`/shared/part/#${messageId}`}
                />
              ))}
            </List>
          </Card>
        )
      }
    </Loaded>
  );
}
