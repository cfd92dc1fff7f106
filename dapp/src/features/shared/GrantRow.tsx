import { useTranslations } from "use-intl";
import type { SharedGrant } from "../../engine/shared.ts";
import { Badge, ExactTime, IconTile, ListRow, RelativeTime, Stack, type Tone } from "../../ui/index.ts";

const TONES: Readonly<Record<SharedGrant["state"], Tone | "neutral">> = {
  holds: "success",
  "not yet": "info",
  over: "neutral",
  "used up": "neutral",
  withdrawn: "warning",
  denied: "warning",
  "never registered": "neutral",
};

export function GrantRow({ grant }: { readonly grant: SharedGrant }) {
  const t = useTranslations("shared");
  const { grantId, recordId, purpose, institution, state, receivedAt, notAfter } = grant;
  return (
    <ListRow
      leading={
        <IconTile
          icon={recordId === null ? "folder" : "records"}
          hue={state === "holds" ? "teal" : "slate"}
        />
      }
      title={purpose}
      meta={
        <Stack gap="small">
          <span>{t("from", { institution })}</span>
          <span>
            {t.rich("received", { time: () => <RelativeTime at={receivedAt} /> })}
            {" · "}
            {t.rich("until", { time: () => <ExactTime at={notAfter} withClock={false} /> })}
          </span>
        </Stack>
      }
      trailing={<Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>}
      href={`/shared/view/#${grantId}`}
    />
  );
}
