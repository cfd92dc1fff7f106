export { CapturePage } from "./CapturePage.tsx";
export { RecordingBar, useLeaving } from "./RecordingBar.tsx";
