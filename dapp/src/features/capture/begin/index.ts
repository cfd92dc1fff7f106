export { BeginCapture } from "./BeginCapture.tsx";
export { UnfinishedCaptures } from "./UnfinishedCaptures.tsx";
export { type OnResume, type OnSeed, useDemonstration } from "./useBegin.ts";
