export { noticeSchema, openNotice, sealNotice, type Notice } from "./notice.ts";
export {
  type CorrectionMail,
  correctionMailSchema,
  openCorrectionMail,
  sealCorrectionMail,
} from "./correction.ts";
export { openRedactedCopy, type RedactedCopy, redactedCopySchema, sealRedactedCopy } from "./redactedCopy.ts";
