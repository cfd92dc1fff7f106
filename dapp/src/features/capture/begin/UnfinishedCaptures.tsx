import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UnfinishedCapture } from "../../../engine/capturing/capturing.ts";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  IconTile,
  Inline,
  List,
  ListRow,
  RelativeTime,
  useToast,
} from "../../../ui/index.ts";
import { type OnResume, useDiscard, useResume, useUnfinished } from "./useBegin.ts";

/** What a crash, a reload or a lock has interrupted; nothing where there is none. */
export function UnfinishedCaptures({ onResume }: { readonly onResume: OnResume }) {
  const t = useTranslations("capturing.unfinished");
  const { data, error } = useUnfinished();
  if (error !== null) return <ErrorState error={error} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Card title={t("title")} padded={false}>
      <List label={t("title")}>
        {data.map((each) => (
          <Row key={each.captureId} capture={each} onResume={onResume} />
        ))}
      </List>
    </Card>
  );
}

function Row({ capture, onResume }: { readonly capture: UnfinishedCapture; readonly onResume: OnResume }) {
  const t = useTranslations("capturing.unfinished");
  const resume = useResume(onResume);
  const { captureId, visit, startedAt, isProposed, isOver, isElsewhere } = capture;
  const [isAsking, setIsAsking] = useState(false);
  // Somebody else may lie at these instruments by now.
  const mustAsk = visit !== null && !isProposed && !isOver;
  return (
    <ListRow
      leading={<IconTile icon="activity" hue="amber" />}
      title={
        visit === null
          ? t("demonstration")
          : t("visit", { code: visit.visitCode, complaint: visit.complaint })
      }
      meta={
        <>
          {t.rich("begun", { time: () => <RelativeTime at={startedAt / 1000} /> })}
          {isProposed ? (
            <>
              {" "}
              <Badge tone="info">{t("proposed")}</Badge>
            </>
          ) : null}
          {isOver && !isProposed ? <> {t("over")}</> : null}
          {resume.error === null ? null : <ErrorState error={resume.error} />}
          {visit === null ? null : (
            <ConfirmDialog
              isOpen={isAsking}
              title={t("sameTitle")}
              confirmLabel={t("same")}
              busy={resume.isPending}
              onClose={() => setIsAsking(false)}
              onConfirm={() => resume.mutate(captureId, { onSettled: () => setIsAsking(false) })}
            >
              <p>{t("sameText", { code: visit.visitCode, complaint: visit.complaint })}</p>
              <p>{t.rich("begun", { time: () => <RelativeTime at={startedAt / 1000} /> })}</p>
            </ConfirmDialog>
          )}
        </>
      }
      trailing={
        isElsewhere ? (
          <Badge tone="warning">{t("elsewhere")}</Badge>
        ) : (
          <Inline>
            <Button
              size="small"
              variant="primary"
              busy={resume.isPending}
              onClick={() => (mustAsk ? setIsAsking(true) : resume.mutate(captureId))}
            >
              {t(isProposed || isOver ? "finishIt" : "resume")}
            </Button>
            <Discard captureId={captureId} />
          </Inline>
        )
      }
    />
  );
}

function Discard({ captureId }: Pick<UnfinishedCapture, "captureId">) {
  const t = useTranslations("capturing.unfinished");
  const toast = useToast();
  const discard = useDiscard();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button size="small" variant="danger-quiet" onClick={() => setIsAsking(true)}>
        {t("discard")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("discardTitle")}
        confirmLabel={t("discard")}
        isDangerous
        busy={discard.isPending}
        onClose={() => setIsAsking(false)}
        onConfirm={() => discard.mutate(captureId, { onSuccess: () => toast({ message: t("discarded") }) })}
      >
        <p>{t("discardText")}</p>
        {discard.error === null ? null : <ErrorState error={discard.error} />}
      </ConfirmDialog>
    </>
  );
}
