export { FinishCapture, type FinishCaptureProps } from "./FinishCapture.tsx";
export { FinishPage } from "./FinishPage.tsx";
