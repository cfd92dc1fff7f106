export { SharedPage } from "./SharedPage.tsx";
export { SharedRecordPage } from "./SharedRecordPage.tsx";
