"use client";
import { useTranslations } from "use-intl";
import { Button, EmptyState, PageHeader } from "../src/ui/index.ts";

/** What is shown instead of a page that threw while it was drawn. */
export default function PageFailed({ reset }: { readonly reset: () => void }) {
  const t = useTranslations("shell.failed");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState
        art="lost"
        title={t("text")}
        action={
          <Button variant="primary" onClick={reset}>
            {t("reload")}
          </Button>
        }
      />
    </>
  );
}
