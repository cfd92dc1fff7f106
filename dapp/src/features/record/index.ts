export { RecordContent } from "./RecordContent.tsx";
