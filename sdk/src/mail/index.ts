export { noticeSchema, openNotice, sealNotice, type Notice } from "./notice.ts";
