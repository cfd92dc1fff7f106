export { WritePage } from "./WritePage.tsx";
