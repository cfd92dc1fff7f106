import { useTranslations } from "use-intl";
import type { HidingLook } from "../../engine/partly/hiding.ts";
import { Card, Details, Loaded, Notice, Stack } from "../../ui/index.ts";
import { RecordContent, useElementName, useTypeName } from "../record/index.ts";
import { type RecordToHide, useHidingLook } from "./usePartly.ts";

const SHOWN = 12;

/** What the reader will and will not see, made from the very copy that would be given. */
export function HidingPreview({
  record,
  hide,
}: {
  readonly record: RecordToHide;
  readonly hide: readonly string[];
}) {
  const t = useTranslations("partly.look");
  const isForGood = record.chainId === null;
  return (
    <Loaded of={useHidingLook(record, hide)} rows={3}>
      {(look) => (
        <div aria-live="polite">
          <Stack>
            <Card title={t(isForGood ? "gone" : "notSeen")} headingLevel={isForGood ? 3 : 2}>
              <Stack>
                {look.hidden.length === 0 ? <p>{t("nothing")}</p> : <Names of={look.hidden} />}
                {look.remaining.length === 0 ? null : <Remaining remaining={look.remaining} />}
              </Stack>
            </Card>
            <Card title={t(isForGood ? "left" : "seen")} headingLevel={isForGood ? 3 : 2}>
              <Details summary={t(isForGood ? "showLeft" : "show")}>
                <RecordContent
                  bytes={look.content}
                  mediaType={look.mediaType}
                  hiddenBy={isForGood ? "good" : "patient"}
                  canSave={false}
                />
                {look.isSomethingNameless && !isForGood ? <p>{t("nameless")}</p> : null}
              </Details>
            </Card>
          </Stack>
        </div>
      )}
    </Loaded>
  );
}

function Names({ of }: { readonly of: HidingLook["hidden"] }) {
  const t = useTranslations("partly.look");
  const nameOf = useFieldName();
  const names = [...new Set(of.map(nameOf))];
  return (
    <ul>
      {names.slice(0, SHOWN).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {names.length > SHOWN ? <li>{t("more", { count: names.length - SHOWN })}</li> : null}
    </ul>
  );
}

function Remaining({ remaining }: Pick<HidingLook, "remaining">) {
  const t = useTranslations("partly.look");
  const nameOf = useFieldName();
  const lines = [...new Set(remaining.map((each) => `${nameOf(each)}: ${t(`why.${each.why}`)}`))];
  return (
    <Notice tone="warning" title={t("remaining")}>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > SHOWN ? <li>{t("more", { count: lines.length - SHOWN })}</li> : null}
      </ul>
      <p>{t("remainingText")}</p>
    </Notice>
  );
}

function useFieldName() {
  const t = useTranslations("partly.look");
  const elementName = useElementName();
  const typeName = useTypeName();
  return ({ type, element, title }: HidingLook["hidden"][number]): string => {
    const of = title ?? typeName(type);
    return element === null ? t("all", { of }) : t("one", { of, element: elementName(element) });
  };
}
