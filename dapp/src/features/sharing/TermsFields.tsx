import { useState } from "react";
import { useTranslations } from "use-intl";
import { Card, RadioCards, Stack, TextField } from "../../ui/index.ts";
import { type Draft, maxUsesOf, PURPOSES, spanOf, UNTILS, USES } from "./draft.ts";

/** Step 2, second part: what for, until when, how often. */
export function TermsFields({
  draft,
  onDraft,
  isAsked,
}: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** Whether to say what is missing. */
  readonly isAsked: boolean;
}) {
  const t = useTranslations("sharing");
  const { purpose, purposeWords, until, untilDay, uses, usesNumber } = draft;
  const [now] = useState(() => new Date());
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const isPurposeMissing = purpose === null || (purpose === "other" && purposeWords.trim() === "");
  return (
    <Card>
      <Stack gap="large">
        <Stack gap="small">
          <RadioCards
            legend={t("purpose.legend")}
            columns="chips"
            value={purpose}
            onValue={(value) => change({ purpose: value })}
            error={isAsked && purpose === null ? t("purpose.missing") : null}
            choices={PURPOSES.map((value) => ({ value, title: t(`purpose.${value}`) }))}
          />
          {purpose === "other" ? (
            <TextField
              label={t("purpose.words")}
              hint={t("purpose.wordsHint")}
              value={purposeWords}
              onValue={(value) => change({ purposeWords: value })}
              maxLength={200}
              error={isAsked && isPurposeMissing ? t("purpose.missing") : null}
            />
          ) : null}
        </Stack>
        <Stack gap="small">
          <RadioCards
            legend={t("until.legend")}
            columns="chips"
            value={until}
            onValue={(value) => change({ until: value })}
            choices={UNTILS.map((value) => ({ value, title: t(`until.${value}`) }))}
          />
          {until === "custom" ? (
            <TextField
              type="date"
              label={t("until.date")}
              value={untilDay}
              onValue={(value) => change({ untilDay: value })}
              error={isAsked && spanOf(draft, now) === null ? t("until.missing") : null}
            />
          ) : null}
        </Stack>
        <Stack gap="small">
          <RadioCards
            legend={t("uses.legend")}
            columns="chips"
            value={uses}
            onValue={(value) => change({ uses: value })}
            choices={USES.map((value) => ({ value, title: t(`uses.${value}`) }))}
          />
          {uses === "custom" ? (
            <TextField
              label={t("uses.number")}
              inputMode="numeric"
              value={usesNumber}
              onValue={(value) => change({ usesNumber: value })}
              error={isAsked && maxUsesOf(draft) === null ? t("uses.missing") : null}
            />
          ) : null}
        </Stack>
      </Stack>
    </Card>
  );
}
