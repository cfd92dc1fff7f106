"use client";
import { DeskPage } from "../../src/features/desk/index.ts";

export default function Page() {
  return <DeskPage />;
}
