"use client";
import { RecordPage } from "../../../src/features/timeline/index.ts";

export default function Page() {
  return <RecordPage />;
}
