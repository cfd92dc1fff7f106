export { StationCard } from "./StationCard.tsx";
export { useStation } from "./useStation.ts";
