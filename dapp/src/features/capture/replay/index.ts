export { CapturedRecord, type CapturedRecordProps } from "./CapturedRecord.tsx";
export { elapsedWords } from "./playback.ts";
export { saveBlob } from "./saveBlob.ts";
export { useOverview } from "./useReplay.ts";
