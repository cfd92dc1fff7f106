"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { PageHeader, Stack, Tabs } from "../../ui/index.ts";
import { AssignedList } from "./AssignedList.tsx";
import { OpenRequests } from "./OpenRequests.tsx";

/** The manager's appointments: requests that wait, and those with a doctor (F3). */
export function RequestsPage() {
  const t = useTranslations("desk.requests");
  const [tab, setTab] = useState<"open" | "assigned">("open");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Tabs
        label={t("title")}
        current={tab}
        onChange={setTab}
        tabs={[
          { key: "open", label: t("open") },
          { key: "assigned", label: t("assigned") },
        ]}
      >
        {tab === "open" ? <OpenRequests /> : <AssignedList />}
      </Tabs>
    </Stack>
  );
}
