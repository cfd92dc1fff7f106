"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { Reader, Sharing } from "../../engine/grants/sharing.ts";
import { useLanguage } from "../../i18n/LanguageProvider.tsx";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import { Button, ErrorState, Notice, PageHeader, Progress, Stack, Stepper } from "../../ui/index.ts";
import { GiveCheck, HideFields, useGiveInPart } from "../partly/index.ts";
import { useRecords, useTitle, useTitleWords } from "../timeline/index.ts";
import { CheckStep } from "./CheckStep.tsx";
import { type Draft, maxUsesOf, NEW_DRAFT, spanOf } from "./draft.ts";
import { scopesOf } from "./scopesOf.ts";
import { GivenInPart, Shared } from "./Shared.tsx";
import { TermsFields } from "./TermsFields.tsx";
import { useShare } from "./useSharing.ts";
import { WhatStep, type What } from "./WhatStep.tsx";
import { WhoStep } from "./WhoStep.tsx";
import styles from "./sharing.module.css";

/** Sharing in three steps: who, what and on which terms, and the words to sign (step 5; P4, M11). */
export function SharePage() {
  const t = useTranslations("sharing");
  const partly = useTranslations("partly");
  const ui = useTranslations("ui");
  const { language } = useLanguage();
  const nameOf = useCategoryName();
  const record = useRecordToShare();
  const [step, setStep] = useState(0);
  const [isAsked, setIsAsked] = useState(false);
  const [reader, setReader] = useState<Reader | null>(null);
  const [chosen, setWhat] = useState<What | null>(null);
  const [draft, setDraft] = useState<Draft>(NEW_DRAFT);
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const [hide, setHide] = useState<readonly string[]>([]);
  const [words, setWords] = useState("");
  const share = useShare();
  const giving = useGiveInPart();
  const heading = useRef<HTMLDivElement>(null);
  const what = chosen ?? { kind: record === null ? "categories" : "record", categories: [] };

  /** Given away as a copy with parts blacked out, not as access. */
  const parts = what.kind === "parts" ? record : null;

  useEffect(() => {
    if (step > 0) heading.current?.focus();
  }, [step]);

  const go = (next: number) => {
    setIsAsked(false);
    setStep(next);
  };

  /** Everything fixed in numbers, so that what is shown is what is signed. Null while something is missing. */
  const complete = (): Sharing | null => {
    const span = spanOf(draft, new Date());
    const maxUses = maxUsesOf(draft);
    if (reader === null || span === null || maxUses === null) return null;
    const purpose =
      draft.purpose === "other"
        ? draft.purposeWords.trim()
        : draft.purpose === null
          ? ""
          : t(`purpose.${draft.purpose}`);
    const scopes = scopesOf({ what, reader, record, nameOf });
    if (purpose === "" || scopes.length === 0) return null;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { reader, scopes, purpose, ...span, maxUses, language, timeZone };
  };

  const forward = () => {
    setIsAsked(true);
    if (step === 0 && reader !== null) go(1);
    if (step !== 1) return;
    if (parts !== null) {
      giving.reset();
      if (hide.length > 0) go(2);
      return;
    }
    const ready = complete();
    if (ready === null) return;
    setSharing(ready);
    share.restart();
    share.reset();
    go(2);
  };

  const give = () => {
    if (parts === null || reader === null) return;
    const { chainId, recordId, title } = parts;
    giving.mutate({ chainId, recordId, title, hide, words: words.trim(), reader });
  };

  if (giving.isSuccess && reader !== null) return <GivenInPart reader={reader} />;
  if (share.data !== undefined && reader !== null) {
    return <Shared reader={reader} shared={share.data} />;
  }
  const isWhatMissing = what.kind === "categories" && what.categories.length === 0;
  return (
    <Stack>
      <PageHeader title={t("title")} back={{ href: "/access/", label: t("back") }} />
      <Stepper steps={[t("steps.who"), t("steps.what"), t("steps.check")]} current={step} />
      <div ref={heading} tabIndex={-1} role="group" aria-label={t(STEP_LABELS[step] ?? "steps.who")}>
        <Stack>
          {step === 0 ? (
            <WhoStep
              reader={reader}
              onReader={setReader}
              error={isAsked && reader === null ? t("who.missing") : null}
            />
          ) : null}
          {step === 1 ? (
            <>
              <WhatStep
                what={what}
                onWhat={setWhat}
                recordTitle={record?.title ?? null}
                error={isAsked && isWhatMissing ? t("what.missing") : null}
              />
              {parts === null ? (
                <TermsFields draft={draft} onDraft={setDraft} isAsked={isAsked} />
              ) : (
                <HideFields
                  record={parts}
                  hide={hide}
                  onHide={setHide}
                  error={isAsked && hide.length === 0 ? partly("hide.missing") : null}
                />
              )}
            </>
          ) : null}
          {step === 2 && parts !== null && reader !== null ? (
            <GiveCheck reader={reader} record={parts} hide={hide} words={words} onWords={setWords} />
          ) : null}
          {step === 2 && parts === null && sharing !== null && reader !== null ? (
            <CheckStep sharing={sharing} reader={reader} />
          ) : null}
        </Stack>
      </div>
      {giving.isPending ? <Progress label={partly("check.giving")} /> : null}
      {giving.error === null ? null : (
        <ErrorState title={partly("check.failed")} error={giving.error} onRetry={give} />
      )}
      {share.isPending && sharing !== null ? (
        <Progress
          label={t("progress", { done: share.done, total: sharing.scopes.length })}
          done={sharing.scopes.length > 1 ? share.done / sharing.scopes.length : null}
        />
      ) : null}
      {share.error === null || sharing === null ? null : (
        <>
          <ErrorState title={t("failed")} error={share.error} onRetry={() => share.mutate(sharing)} />
          {share.done === 0 ? null : (
            <Notice>{t("partlyDone", { done: share.done, total: sharing.scopes.length })}</Notice>
          )}
        </>
      )}
      <div className={styles["buttons"]}>
        {step === 0 ? null : (
          <Button onClick={() => go(step - 1)} disabled={share.isPending || giving.isPending}>
            {ui("back")}
          </Button>
        )}
        {step < 2 ? (
          <Button variant="primary" onClick={forward}>
            {ui("next")}
          </Button>
        ) : parts !== null ? (
          <Button variant="danger" icon="shield" busy={giving.isPending} onClick={give}>
            {partly("check.give")}
          </Button>
        ) : (
          <Button
            variant="primary"
            icon="shield"
            busy={share.isPending}
            onClick={() => {
              if (sharing !== null) share.mutate(sharing);
            }}
          >
            {t("check.share")}
          </Button>
        )}
      </div>
    </Stack>
  );
}

const STEP_LABELS = ["steps.who", "steps.what", "steps.check"] as const;

/** The confirmed record the address names, with its title; null for sharing kinds of records. */
function useRecordToShare() {
  const [chain, id] = useFragment() ?? [];
  const recordId = asId(id);
  const chainId = Number(chain);
  const { data: records = [] } = useRecords();
  const titleWords = useTitleWords();
  const found = records.find((each) => each.recordId === recordId && each.chainId === chainId);
  const { data: about } = useTitle(found ?? null);
  if (recordId === null || found === undefined || found.category === null || found.status !== "confirmed") {
    return null;
  }
  return { chainId, recordId, category: found.category, title: titleWords(about, found.category) };
}
