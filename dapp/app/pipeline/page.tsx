"use client";
import { PipelinePage } from "../../src/features/pipeline/index.ts";

export default function Page() {
  return <PipelinePage />;
}
