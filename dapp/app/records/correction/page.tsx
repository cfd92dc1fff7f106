"use client";
import { ReviewPage } from "../../../src/features/corrections/index.ts";

export default function Page() {
  return <ReviewPage />;
}
