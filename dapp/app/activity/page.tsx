"use client";
import { ActivityPage } from "../../src/features/activity/index.ts";

export default function Page() {
  return <ActivityPage />;
}
