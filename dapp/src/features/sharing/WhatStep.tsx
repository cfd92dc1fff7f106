import { useTranslations } from "use-intl";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import { Card, CheckCards, RadioCards, Stack } from "../../ui/index.ts";
import { lookOf } from "../categoryLook.ts";
import { useRecords } from "../timeline/index.ts";
import { useShareable } from "./useSharing.ts";

/** What may be read: the record one came from, or kinds of records. */
export interface What {
  readonly kind: "record" | "parts" | "categories";
  readonly categories: readonly string[];
}

/** Step 2, first part: what. */
export function WhatStep({
  what,
  onWhat,
  recordTitle,
  error,
}: {
  readonly what: What;
  readonly onWhat: (what: What) => void;
  /** Null when one did not come from a record. */
  readonly recordTitle: string | null;
  readonly error: string | null;
}) {
  const t = useTranslations("sharing.what");
  const partly = useTranslations("partly");
  return (
    <Card>
      <Stack>
        {recordTitle === null ? null : (
          <RadioCards
            legend={t("legend")}
            value={what.kind}
            onValue={(kind) => onWhat({ ...what, kind })}
            choices={[
              {
                value: "record",
                icon: "file",
                title: t("record"),
                description: t("recordText", { title: recordTitle }),
              },
              {
                value: "parts",
                icon: "eye",
                title: partly("shareParts"),
                description: partly("sharePartsText"),
              },
              {
                value: "categories",
                icon: "folder",
                title: t("categories"),
                description: t("categoriesText"),
              },
            ]}
          />
        )}
        {what.kind !== "categories" ? null : (
          <Kinds
            legend={recordTitle === null ? t("legend") : t("kinds")}
            hint={recordTitle === null ? t("categoriesText") : undefined}
            what={what}
            onWhat={onWhat}
            error={error}
          />
        )}
      </Stack>
    </Card>
  );
}

function Kinds({
  legend,
  hint,
  what,
  onWhat,
  error,
}: {
  readonly legend: string;
  readonly hint: string | undefined;
  readonly what: What;
  readonly onWhat: (what: What) => void;
  readonly error: string | null;
}) {
  const t = useTranslations("sharing.what");
  const nameOf = useCategoryName();
  const { data: shareable } = useShareable();
  const { data: records = [] } = useRecords();
  const countOf = (code: string) =>
    records.filter(({ category, status }) => category === code && status === "confirmed").length;
  const codes = (shareable?.categories ?? []).toSorted((a, b) => countOf(b) - countOf(a));
  return (
    <CheckCards
      legend={legend}
      hint={hint}
      columns="2"
      error={error}
      values={what.categories}
      onValues={(categories) => onWhat({ ...what, categories })}
      choices={codes.map((code) => ({
        value: code,
        title: nameOf(code),
        description: t("count", { count: countOf(code) }),
        icon: lookOf(code).icon,
      }))}
    />
  );
}
