"use client";
import { SharedPage } from "../../src/features/shared/index.ts";

export default function Page() {
  return <SharedPage />;
}
