"use client";
import { useSession } from "../src/data/index.ts";
import { RequestsPage } from "../src/features/desk/index.ts";
import { HomePage } from "../src/features/home/index.ts";
import { SharedPage } from "../src/features/shared/index.ts";
import { VisitsPage } from "../src/features/visits/index.ts";

const START = { Patient: HomePage, Doctor: VisitsPage, Manager: RequestsPage, Staff: SharedPage } as const;

/** Where each role begins. */
export default function Page() {
  const { who } = useSession();
  if (who === null) return null;
  const Start = START[who.role];
  return <Start />;
}
