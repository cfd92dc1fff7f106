"use client";
export { RecordContent, type RecordContentProps } from "./RecordContent.tsx";
