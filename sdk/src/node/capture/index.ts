export { createFileStore, type FileCaptureStore } from "./createFileStore.ts";
