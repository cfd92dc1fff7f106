"use client";
import { WritePage } from "../../src/features/writing/index.ts";

export default function Page() {
  return <WritePage />;
}
