"use client";
import { CheckPage } from "../../src/features/proof/index.ts";

export default function Page() {
  return <CheckPage />;
}
