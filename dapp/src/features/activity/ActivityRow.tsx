import { useTranslations } from "use-intl";
import type { Access } from "../../engine/usage.ts";
import { Avatar, ListRow, RelativeTime, VerifiedName } from "../../ui/index.ts";
import { granteeWords } from "../access/index.ts";
import { recordHref, useRecordName } from "../timeline/index.ts";

/** Who read what, when and for what. */
export function ActivityRow({
  access,
  withRecord = true,
}: {
  readonly access: Access;
  /** False where it is clear which record it is about. */
  readonly withRecord?: boolean;
}) {
  const t = useTranslations("activity");
  const words = useTranslations("access");
  const { time, use, maxUses, purpose, recordChainId, recordId, readerName, readerOrganization, reason } =
    access;
  const name = granteeWords(words, { granteeName: readerName, granteeOrganization: readerOrganization });
  const canShow = withRecord && recordChainId !== null;
  return (
    <ListRow
      leading={<Avatar name={readerName ?? readerOrganization ?? ""} />}
      title={access.isReaderVerified ? <VerifiedName name={name} label={words("nameVerified")} /> : name}
      meta={
        <>
          {readerName === null || readerOrganization === null ? null : `${readerOrganization} · `}
          <RelativeTime at={time} /> ·{" "}
          {maxUses === null ? t("nthUnknown", { use }) : t("nth", { use, max: maxUses })}
          {canShow ? (
            <div>
              <RecordTitleWords chainId={recordChainId} recordId={recordId} />
            </div>
          ) : null}
          <div>{purpose === null ? t("noPurpose") : t("purpose", { purpose })}</div>
          {reason === null ? null : <div>{t("reason", { reason })}</div>}
        </>
      }
      {...(canShow ? { href: recordHref({ chainId: recordChainId, recordId }) } : {})}
    />
  );
}

function RecordTitleWords(which: { readonly chainId: number; readonly recordId: `0x${string}` }) {
  const t = useTranslations("activity");
  return useRecordName(which) ?? t("unknownRecord");
}
