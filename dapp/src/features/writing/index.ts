export { FoundFile } from "./CheckStep.tsx";
export { FileStep } from "./FileStep.tsx";
export type { CheckedFile } from "./useWriting.ts";
export { WritePage } from "./WritePage.tsx";
