import { useTranslations } from "use-intl";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { LinkButton, Notice } from "../../ui/index.ts";
import { useOfficerName } from "./useOfficerName.ts";

/** Ended because somebody lied, until another key is begun. */
export function AbortedNotice({ ceremony: { liar } }: { readonly ceremony: CeremonyView }) {
  const t = useTranslations("custody");
  const nameOf = useOfficerName();
  if (liar === null) return null;
  const name = nameOf(liar);
  return (
    <Notice
      tone="danger"
      title={t("aborted.title", { name })}
      actions={
        <LinkButton size="small" href="/custody/new/">
          {t("aborted.again")}
        </LinkButton>
      }
    >
      <p>{t("aborted.text", { name })}</p>
    </Notice>
  );
}
