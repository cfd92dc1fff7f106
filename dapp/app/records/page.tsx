"use client";
import { RecordsPage } from "../../src/features/timeline/index.ts";

export default function Page() {
  return <RecordsPage />;
}
