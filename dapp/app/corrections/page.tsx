"use client";
import { CorrectionsPage } from "../../src/features/corrections/index.ts";

export default function Page() {
  return <CorrectionsPage />;
}
