"use client";
import { AppointmentsPage } from "../../src/features/appointments/index.ts";

export default function Page() {
  return <AppointmentsPage />;
}
