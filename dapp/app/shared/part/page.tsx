"use client";
import { CopyPage } from "../../../src/features/partly/index.ts";

export default function Page() {
  return <CopyPage />;
}
