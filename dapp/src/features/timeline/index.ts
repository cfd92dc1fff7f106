"use client";
export { RecordPage } from "./RecordPage.tsx";
export { recordHref, RecordRow, StatusBadge } from "./RecordRow.tsx";
export { RecordsPage } from "./RecordsPage.tsx";
export { useAuthorWords, useRecordName, useTitleWords } from "./titleWords.ts";
export { RECORDS, useRecords, useTitle, type WhichRecord } from "./useRecords.ts";
