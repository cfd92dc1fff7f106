export { BeginCapture } from "./BeginCapture.tsx";
export { BeginPage } from "./BeginPage.tsx";
export { UnfinishedCaptures } from "./UnfinishedCaptures.tsx";
export { type OnResume, type OnSeed, useDemonstration } from "./useBegin.ts";
