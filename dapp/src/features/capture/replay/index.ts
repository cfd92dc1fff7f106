export { CapturedRecord, type CapturedRecordProps } from "./CapturedRecord.tsx";
