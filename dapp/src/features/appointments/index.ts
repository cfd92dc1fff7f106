"use client";
export { isUpcoming } from "./AppointmentRow.tsx";
export { AppointmentsPage } from "./AppointmentsPage.tsx";
export { RequestAppointmentPage } from "./RequestAppointmentPage.tsx";
export { useAppointments } from "./useAppointments.ts";
