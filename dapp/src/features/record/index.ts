"use client";
export { RecordContent, type RecordContentProps } from "./RecordContent.tsx";
export { Comparison, type ComparisonProps } from "./compare/Comparison.tsx";
export { useElementName } from "./Hidden.tsx";
export { groupOfType } from "./fhir/document.ts";
export type { GroupKey } from "./fhir/view.ts";
export { useTypeName } from "./useTypeName.ts";
export { saveFile } from "./saveFile.ts";
