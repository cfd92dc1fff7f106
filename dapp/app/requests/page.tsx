"use client";
import { RequestsPage } from "../../src/features/desk/index.ts";

export default function Page() {
  return <RequestsPage />;
}
