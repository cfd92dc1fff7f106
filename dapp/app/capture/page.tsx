"use client";
import { CapturePage } from "../../src/features/capture/live/index.ts";

export default function Page() {
  return <CapturePage />;
}
