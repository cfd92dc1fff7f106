"use client";
import { CustodyPage } from "../../src/features/custody/index.ts";

export default function Page() {
  return <CustodyPage />;
}
