"use client";
import { useTranslations } from "use-intl";
import { EmptyState, LinkButton, PageHeader } from "../src/ui/index.ts";

export default function NotFound() {
  const t = useTranslations("shell.notFound");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState
        art="lost"
        title={t("text")}
        action={
          <LinkButton href="/" variant="primary">
            {t("home")}
          </LinkButton>
        }
      />
    </>
  );
}
