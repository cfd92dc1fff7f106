"use client";
export { Copies } from "./Copies.tsx";
export { CopyPage } from "./CopyPage.tsx";
export { GivenCopies } from "./Given.tsx";
export { GiveCheck } from "./GiveCheck.tsx";
export { HideFields } from "./HideFields.tsx";
export { useCopies, useGiveInPart } from "./usePartly.ts";
