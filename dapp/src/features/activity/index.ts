"use client";
export { ActivityPage } from "./ActivityPage.tsx";
export { ActivityRow } from "./ActivityRow.tsx";
export { RecordActivity } from "./RecordActivity.tsx";
export { useActivity } from "./useActivity.ts";
