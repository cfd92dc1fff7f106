"use client";
import { VisitsPage } from "../../src/features/visits/index.ts";

export default function Page() {
  return <VisitsPage />;
}
