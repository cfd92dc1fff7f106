"use client";
export { RecordContent, type RecordContentProps } from "./RecordContent.tsx";
export { Comparison, type ComparisonProps } from "./compare/Comparison.tsx";
