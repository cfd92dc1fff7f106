export { DeskPage } from "./DeskPage.tsx";
export { RequestsPage } from "./RequestsPage.tsx";
