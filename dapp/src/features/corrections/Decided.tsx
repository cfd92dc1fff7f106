import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { OpenedCorrection } from "../../engine/corrections/corrections.ts";
import { Card, EmptyState, LinkButton } from "../../ui/index.ts";
import { TellReaders } from "./TellReaders.tsx";

export type Decision = "agreed" | "declined";

/** What became of it, and whom one may want to tell. */
export function Decided({
  correction: { summary },
  decision,
}: {
  readonly correction: OpenedCorrection;
  readonly decision: Decision;
}) {
  const t = useTranslations("corrections");
  const place = useRef<HTMLDivElement>(null);
  const { chainId, recordId, kind } = summary;
  useEffect(() => place.current?.focus(), []);
  return (
    <>
      <Card>
        <div role="status" ref={place} tabIndex={-1}>
          <EmptyState
            art="done"
            title={t(
              decision === "declined"
                ? "decide.declined"
                : kind === "erase"
                  ? "decide.agreedErase"
                  : "decide.agreed",
            )}
            action={
              <LinkButton variant="primary" href={`/records/view/#${chainId}/${recordId}`}>
                {t("review.back")}
              </LinkButton>
            }
          />
        </div>
      </Card>
      {decision === "agreed" ? <TellReaders summary={summary} /> : null}
    </>
  );
}
