export { FinishCapture, type FinishCaptureProps } from "./FinishCapture.tsx";
