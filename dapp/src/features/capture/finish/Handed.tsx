import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import type { HandedCapture } from "../../../engine/capturing/hand.ts";
import { Button, ErrorState, Inline, LinkButton, Notice } from "../../../ui/index.ts";
import { useRelease } from "./useFinish.ts";

/** What became of it, and where to go from here. */
export function Handed({
  handed,
  captureId,
  discard,
}: {
  readonly discard: () => Promise<unknown>;
  readonly handed: HandedCapture;
  readonly captureId: `0x${string}`;
}) {
  const t = useTranslations("capturing.finish");
  const release = useRelease(captureId, discard);
  const { mandate, visitCode } = handed;
  // It is registered: nothing of it stays here, whichever way one leaves.
  const leave = useEffectEvent(() => {
    if (release.isIdle) release.mutate();
  });
  useEffect(() => () => leave(), []);
  return (
    <Notice
      isLive
      tone={mandate === "failed" ? "warning" : "success"}
      title={t("doneTitle")}
      actions={
        <Inline>
          <LinkButton size="small" href="/write/">
            {t("toRecords")}
          </LinkButton>
          <Button size="small" variant="quiet" busy={release.isPending} onClick={() => release.mutate()}>
            {t("again")}
          </Button>
        </Inline>
      }
    >
      <p>
        {mandate === "none"
          ? t("donePlain", { code: visitCode })
          : t(mandate === "used" ? "doneMandate" : "doneMandateFailed")}
      </p>
      {release.error === null ? null : <ErrorState error={release.error} />}
    </Notice>
  );
}
