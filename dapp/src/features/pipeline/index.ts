"use client";
export { PipelinePage } from "./PipelinePage.tsx";
