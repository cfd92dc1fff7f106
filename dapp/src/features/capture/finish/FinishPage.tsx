"use client";
import { useTranslations } from "use-intl";
import { useCapture } from "../../../capture/index.ts";
import { PageHeader, Stack } from "../../../ui/index.ts";
import { FinishCapture } from "./FinishCapture.tsx";

/** What becomes of the capture that has just been finished, or was finished before a reload. */
export function FinishPage() {
  const t = useTranslations("capturing.finish");
  const begin = useTranslations("capturing.begin");
  const { host, state } = useCapture();
  if (state === null) return null;
  return (
    <Stack gap="large">
      <PageHeader title={t("pageTitle")} back={{ href: "/visits/", label: begin("back") }} />
      <FinishCapture
        key={state.begin.captureId}
        begin={state.begin}
        content={() => host.content()}
        discard={() => host.discard()}
      />
    </Stack>
  );
}
