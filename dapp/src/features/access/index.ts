"use client";
export { AccessPage } from "./AccessPage.tsx";
export { granteeWords } from "./AccessWords.tsx";
export { isRunning } from "./states.ts";
export { ACCESS, useAccess } from "./useAccess.ts";
