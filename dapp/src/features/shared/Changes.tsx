import { useTranslations } from "use-intl";
import type { ChangedRecord } from "../../engine/changes.ts";
import type { SharedGrant } from "../../engine/shared.ts";
import { Card, IconTile, List, ListRow, Notice, RelativeTime, Stack } from "../../ui/index.ts";
import { useChanges } from "./useShared.ts";

/** Above all that is shared: what one has read is no longer how it is. */
export function Changes({ grants }: { readonly grants: readonly SharedGrant[] }) {
  const t = useTranslations("shared.changes");
  const { data: changes = [] } = useChanges();
  if (changes.length === 0) return null;
  return (
    <Card title={t("title")} padded={false}>
      <List label={t("title")}>
        {changes.map((change) => (
          <ChangeRow
            key={change.recordId}
            change={change}
            grant={grants.find(({ recordId }) => recordId === change.recordId)}
          />
        ))}
      </List>
    </Card>
  );
}

function ChangeRow({
  change,
  grant,
}: {
  readonly change: ChangedRecord;
  readonly grant: SharedGrant | undefined;
}) {
  const t = useTranslations("shared.changes");
  const { isErased, words, toldAt } = change;
  return (
    <ListRow
      leading={<IconTile icon={isErased ? "close" : "write"} hue="amber" />}
      title={
        grant === undefined
          ? t(isErased ? "erased" : "corrected")
          : t(isErased ? "erasedOf" : "correctedOf", { purpose: grant.purpose })
      }
      meta={
        <Stack gap="small">
          <Why change={change} />
          {words === null ? null : <span>{t("words", { words })}</span>}
          {toldAt === null ? null : (
            <span>{t.rich("told", { time: () => <RelativeTime at={toldAt} /> })}</span>
          )}
        </Stack>
      }
      {...(grant === undefined ? {} : { href: `/shared/view/#${grant.grantId}` })}
    />
  );
}

function Why({ change: { isErased, reason, version, presentVersion } }: { readonly change: ChangedRecord }) {
  const t = useTranslations("shared.changes");
  const versions = { version: version + 1, present: presentVersion + 1 };
  return (
    <span>
      {isErased ? t("erasedText") : t("correctedText", versions)}{" "}
      {reason === null ? null : t("because", { reason: t(`reasons.${reason}`) })}
    </span>
  );
}

/** On the page of a grant for one record: that it changed since one read it. */
export function ChangeNotice({ grant }: { readonly grant: SharedGrant }) {
  const t = useTranslations("shared.changes");
  const { data: changes = [] } = useChanges();
  const change = changes.find(({ recordId }) => recordId === grant.recordId);
  if (change === undefined) return null;
  return (
    <Notice tone="warning" title={t(change.isErased ? "erased" : "corrected")}>
      <p>
        <Why change={change} />
      </p>
      {change.words === null ? null : <p>{t("words", { words: change.words })}</p>}
    </Notice>
  );
}
