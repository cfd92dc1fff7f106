"use client";
import { RequestAppointmentPage } from "../../../src/features/appointments/index.ts";

export default function Page() {
  return <RequestAppointmentPage />;
}
