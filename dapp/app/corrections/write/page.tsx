"use client";
import { WriteCorrectionPage } from "../../../src/features/corrections/index.ts";

export default function Page() {
  return <WriteCorrectionPage />;
}
