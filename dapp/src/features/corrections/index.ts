"use client";
export { CorrectionsPage } from "./CorrectionsPage.tsx";
export { CorrectionLabel } from "./Label.tsx";
export { PendingRow } from "./PendingRow.tsx";
export { RecordCorrections } from "./RecordCorrections.tsx";
export { ReviewPage } from "./ReviewPage.tsx";
export { Tombstone } from "./Tombstone.tsx";
export { usePendingCorrections } from "./useCorrections.ts";
export { WriteCorrectionPage } from "./WriteCorrectionPage.tsx";
