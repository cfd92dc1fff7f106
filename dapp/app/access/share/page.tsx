"use client";
import { SharePage } from "../../../src/features/sharing/index.ts";

export default function Page() {
  return <SharePage />;
}
