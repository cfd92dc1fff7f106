import type { Hex } from "viem";
import { useTranslations } from "use-intl";
import type { AmendmentLook } from "../../engine/corrections/amending.ts";
import { Button, Loaded, Notice, Stack } from "../../ui/index.ts";
import { Comparison, useElementName, useTypeName } from "../record/index.ts";
import { useAmendmentLook } from "./useCorrecting.ts";

/** What the edited file changes of the record, and whether that can be proven to be all; else the way out. */
export function AmendmentPreview({
  recordId,
  file,
  onReplace,
}: {
  readonly recordId: Hex;
  readonly file: File;
  readonly onReplace: () => void;
}) {
  const t = useTranslations("correcting.write.amendment");
  return (
    <Loaded of={useAmendmentLook(recordId, file)} rows={3}>
      {(look) =>
        look === null ? (
          <Notice tone="warning" isLive title={t("nothing")}>
            <p>{t("nothingText")}</p>
          </Notice>
        ) : (
          <Stack>
            {look.bounds === null ? (
              <Outside outside={look.outside} onReplace={onReplace} />
            ) : (
              <Notice tone="success" isLive title={t(`allowed.${look.bounds}`)}>
                <p>{t("allowedText")}</p>
              </Notice>
            )}
            <Comparison before={look.before} after={look.after} names={[t("before"), t("after")]} />
          </Stack>
        )
      }
    </Loaded>
  );
}

function Outside({
  outside,
  onReplace,
}: Pick<AmendmentLook, "outside"> & { readonly onReplace: () => void }) {
  const t = useTranslations("correcting.write.amendment");
  const elementName = useElementName();
  const typeName = useTypeName();
  const names = new Set(
    outside.map(({ type, element }) =>
      element === null ? typeName(type) : t("one", { of: typeName(type), element: elementName(element) }),
    ),
  );
  return (
    <Notice
      tone="warning"
      isLive
      title={t("outside")}
      actions={
        <Button size="small" onClick={onReplace}>
          {t("replace")}
        </Button>
      }
    >
      {names.size === 0 ? (
        <p>{t("several")}</p>
      ) : (
        <>
          <p>{t("outsideText")}</p>
          <ul>
            {[...names].map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
