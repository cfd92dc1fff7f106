"use client";
import { BeginPage } from "../../../src/features/custody/index.ts";

export default function Page() {
  return <BeginPage />;
}
