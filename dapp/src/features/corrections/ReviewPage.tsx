"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { OpenedCorrection } from "../../engine/corrections/corrections.ts";
import {
  Badge,
  Card,
  Details,
  EmptyState,
  ErrorState,
  Facts,
  Inline,
  LinkButton,
  Notice,
  PageHeader,
  Progress,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { Comparison, RecordContent } from "../record/index.ts";
import { DecideCorrection } from "./DecideCorrection.tsx";
import { Decided, type Decision } from "./Decided.tsx";
import { useCorrection } from "./useCorrections.ts";
import styles from "./corrections.module.css";

/** A correction that waits: who asks and why, both versions and what differs; then to agree, or not (S4). */
export function ReviewPage() {
  const t = useTranslations("corrections.review");
  const which = useWhich();
  const [decided, setDecided] = useState<{ correction: OpenedCorrection; decision: Decision } | null>(null);
  const isDecided = decided !== null;
  const { data, error, refetch, isFetching } = useCorrection(which === "none" || isDecided ? null : which);
  if (which === "none") {
    return (
      <>
        <PageHeader title={t("missing")} back={{ href: "/", label: t("home") }} />
        <EmptyState art="lost" title={t("missing")} action={<LinkButton href="/">{t("home")}</LinkButton>}>
          {t("missingText")}
        </EmptyState>
      </>
    );
  }
  const correction = decided?.correction ?? data;
  const summary = correction?.summary;
  return (
    <Stack>
      <PageHeader
        title={t(
          error !== null && !isDecided ? "failed" : summary?.kind === "erase" ? "titleErase" : "title",
        )}
        back={
          summary === undefined
            ? { href: "/", label: t("home") }
            : { href: `/records/view/#${summary.chainId}/${summary.recordId}`, label: t("back") }
        }
      />
      {error === null || isDecided ? null : (
        <ErrorState
          title={t("failed")}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      )}
      {correction === undefined && error === null ? (
        <Card>
          <Progress label={t("opening")} />
          <SkeletonRows />
        </Card>
      ) : null}
      {decided !== null ? (
        <Decided correction={decided.correction} decision={decided.decision} />
      ) : data === undefined ? null : (
        <Review correction={data} onDecided={(decision) => setDecided({ correction: data, decision })} />
      )}
    </Stack>
  );
}

function Review({
  correction,
  onDecided,
}: {
  readonly correction: OpenedCorrection;
  readonly onDecided: (decision: Decision) => void;
}) {
  const t = useTranslations("corrections");
  const { summary, words, before, after, bounds } = correction;
  const { kind, reason, authorName, institution } = summary;
  return (
    <>
      {kind === "erase" ? (
        <Notice tone="danger" title={t("review.eraseTitle")}>
          <p>{t("review.eraseText")}</p>
        </Notice>
      ) : null}
      <Card title={t("review.asks")}>
        <Stack>
          <Facts
            facts={[
              {
                label: t("review.who"),
                value:
                  authorName === null
                    ? t("doctorOf", { institution })
                    : t("review.whoText", { author: authorName, institution }),
              },
              { label: t("review.why"), value: t("review.because", { reason: t(`reasons.${reason}`) }) },
              {
                label: t("review.what"),
                value:
                  bounds === null ? (
                    t(`kinds.${kind}`)
                  ) : (
                    <Inline>
                      {t(`kinds.${kind}`)}
                      <Badge tone="success" icon="shield">
                        {t(`review.bounds.${bounds.name}`)}
                      </Badge>
                    </Inline>
                  ),
              },
            ]}
          />
          {words === null ? (
            <p>{t("review.noWords")}</p>
          ) : (
            <figure>
              <figcaption>{t("review.words")}</figcaption>
              <blockquote className={styles["words"]}>{words}</blockquote>
            </figure>
          )}
        </Stack>
      </Card>
      <Notice tone="success" title={t("review.checked")}>
        <p>{t("review.checkedText")}</p>
        {bounds === null ? null : <p>{t(`review.boundsText.${bounds.name}`)}</p>}
      </Notice>
      {bounds === null || bounds.isAccepted ? null : (
        <Notice tone="warning" title={t("review.notAccepted")}>
          <p>{t("review.notAcceptedText")}</p>
        </Notice>
      )}
      {after === null ? (
        <section aria-label={t("review.current")}>
          <Stack>
            <h2>{t("review.current")}</h2>
            <RecordContent bytes={before.content} mediaType={before.mediaType} />
          </Stack>
        </section>
      ) : (
        <Changes before={before} after={after} kind={kind} />
      )}
      <DecideCorrection summary={summary} onDecided={onDecided} />
    </>
  );
}

function Changes({
  before,
  after,
  kind,
}: {
  readonly before: OpenedCorrection["before"];
  readonly after: OpenedCorrection["before"];
  readonly kind: OpenedCorrection["summary"]["kind"];
}) {
  const t = useTranslations("corrections.review");
  const names = [t("now"), t("after")] as const;
  return (
    <section aria-label={t("changes")}>
      <Stack>
        <h2>{t("changes")}</h2>
        {kind === "replace" ? <p>{t("replaceText")}</p> : null}
        {kind === "redact" ? <p>{t("redactText")}</p> : null}
        <Comparison before={before.content} after={after.content} names={names} />
        <Details summary={t("full")}>
          <div className={styles["sides"]}>
            {[before, after].map(({ content, mediaType }, index) => (
              <section key={names[index]} aria-label={names[index]}>
                <Stack>
                  <h3>{names[index]}</h3>
                  <RecordContent bytes={content} mediaType={mediaType} />
                </Stack>
              </section>
            ))}
          </div>
        </Details>
      </Stack>
    </section>
  );
}

/** From the address; null until there is one, "none" when it names no correction. */
function useWhich() {
  const fragment = useFragment();
  if (fragment === null) return null;
  const [chain, hash] = fragment;
  const correctionHash = asId(hash);
  const chainId = Number(chain);
  return correctionHash === null || !Number.isSafeInteger(chainId) ? "none" : { chainId, correctionHash };
}
