"use client";
export { CheckPage } from "./CheckPage.tsx";
export { RecordProof } from "./RecordProof.tsx";
