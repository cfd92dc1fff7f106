"use client";
import { SharedRecordPage } from "../../../src/features/shared/index.ts";

export default function Page() {
  return <SharedRecordPage />;
}
