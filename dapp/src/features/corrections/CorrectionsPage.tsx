"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DoctorsCorrections, ReportedRecord } from "../../engine/corrections/correcting.ts";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  IconTile,
  Inline,
  LinkButton,
  List,
  ListRow,
  Loaded,
  PageHeader,
  RelativeTime,
  Stack,
  type Tone,
  useToast,
} from "../../ui/index.ts";
import { AnswerDialog } from "./AnswerDialog.tsx";
import { useCorrecting, useWithdraw } from "./useCorrecting.ts";
import styles from "./corrections.module.css";

/** A doctor's corrections: what patients say is wrong, and what was handed in. */
export function CorrectionsPage() {
  const t = useTranslations("correcting");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Loaded of={useCorrecting()}>
        {({ reported, prepared }) => (
          <>
            <Reported reported={reported} />
            <Prepared prepared={prepared} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Reported({ reported }: Pick<DoctorsCorrections, "reported">) {
  const t = useTranslations("correcting");
  const [answered, setAnswered] = useState<ReportedRecord | null>(null);
  return (
    <Card title={t("reported")} padded={false}>
      {reported.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title={t("reportedEmpty")}
          action={<LinkButton href="/write/">{t("toWritten")}</LinkButton>}
        >
          {t("reportedEmptyText")}
        </EmptyState>
      ) : (
        <List label={t("reported")}>
          {reported.map((each) => (
            <ReportedRow key={each.requestId} reported={each} onAnswer={() => setAnswered(each)} />
          ))}
        </List>
      )}
      <AnswerDialog reported={answered} onClose={() => setAnswered(null)} />
    </Card>
  );
}

function ReportedRow({
  reported: { words, at, record },
  onAnswer,
}: {
  readonly reported: ReportedRecord;
  readonly onAnswer: () => void;
}) {
  const t = useTranslations("correcting");
  const time = () => <RelativeTime at={record?.writtenAt ?? at} />;
  return (
    <ListRow
      leading={<IconTile icon="flag" hue="amber" />}
      title={
        record === null
          ? t("gone")
          : record.visitCode === null
            ? t.rich("recordNoVisit", { time })
            : t.rich("record", { code: record.visitCode, time })
      }
      meta={
        <Stack gap="small">
          <span>{t.rich("said", { time: () => <RelativeTime at={at} /> })}</span>
          <span className={styles["words"]}>{words}</span>
          {record === null || record.canCorrect ? null : <span>{t("notConfirmed")}</span>}
        </Stack>
      }
      trailing={
        <Inline>
          {record?.canCorrect === true ? (
            <LinkButton
              size="small"
              variant="primary"
              icon="write"
              href={`/corrections/write/#${record.recordId}`}
            >
              {t("correct")}
            </LinkButton>
          ) : null}
          <Button size="small" onClick={onAnswer}>
            {t("answer")}
          </Button>
        </Inline>
      }
    />
  );
}

const TONES: Readonly<Record<DoctorsCorrections["prepared"][number]["status"], Tone | "neutral">> = {
  opening: "info",
  pending: "info",
  landed: "success",
  withdrawn: "neutral",
  declined: "warning",
  outdated: "neutral",
};

function Prepared({ prepared }: Pick<DoctorsCorrections, "prepared">) {
  const t = useTranslations("correcting");
  const toast = useToast();
  const [asked, setAsked] = useState<DoctorsCorrections["prepared"][number] | null>(null);
  const withdrawing = useWithdraw();
  const withdraw = () => {
    if (asked === null) return;
    withdrawing.mutate(asked.correctionHash, {
      onSuccess: () => {
        setAsked(null);
        toast({ message: t("withdrawn") });
      },
    });
  };
  return (
    <Card title={t("prepared")} padded={false}>
      {prepared.length === 0 ? (
        <EmptyState headingLevel={3} title={t("preparedEmpty")}>
          {t("preparedEmptyText")}
        </EmptyState>
      ) : (
        <List label={t("prepared")}>
          {prepared.map((each) => (
            <PreparedRow key={each.correctionHash} correction={each} onWithdraw={() => setAsked(each)} />
          ))}
        </List>
      )}
      <ConfirmDialog
        isOpen={asked !== null}
        title={t("withdrawTitle")}
        confirmLabel={t("withdraw")}
        isDangerous
        busy={withdrawing.isPending}
        onConfirm={withdraw}
        onClose={() => setAsked(null)}
      >
        <p>{t("withdrawText")}</p>
        {withdrawing.error === null ? null : <ErrorState error={withdrawing.error} />}
      </ConfirmDialog>
    </Card>
  );
}

function PreparedRow({
  correction: { kind, reason, status, createdAt, visitCode, answer },
  onWithdraw,
}: {
  readonly correction: DoctorsCorrections["prepared"][number];
  readonly onWithdraw: () => void;
}) {
  const t = useTranslations("correcting");
  const kinds = useTranslations("corrections.kinds");
  const isWaiting = status === "pending" || status === "opening";
  return (
    <ListRow
      leading={<IconTile icon={kind === "erase" ? "close" : "write"} hue="teal" />}
      title={`${kinds(kind)} · ${visitCode === null ? t("noVisit") : t("visit", { code: visitCode })}`}
      meta={
        <Stack gap="small">
          <span>
            {t.rich("by", {
              time: () => <RelativeTime at={createdAt} />,
              reason: t(`reasons.${reason}`),
            })}
          </span>
          {answer === null ? null : (
            <span>
              {t("declinedBecause")} <span className={styles["words"]}>{answer}</span>
            </span>
          )}
        </Stack>
      }
      trailing={
        <>
          <Badge tone={TONES[status]}>{t(`states.${status}`)}</Badge>
          {isWaiting ? (
            <Button size="small" variant="quiet" onClick={onWithdraw}>
              {t("withdraw")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
