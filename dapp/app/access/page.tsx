"use client";
import { AccessPage } from "../../src/features/access/index.ts";

export default function Page() {
  return <AccessPage />;
}
