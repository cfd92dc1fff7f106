export { VisitsPage } from "./VisitsPage.tsx";
export { useVisits } from "./useVisits.ts";
