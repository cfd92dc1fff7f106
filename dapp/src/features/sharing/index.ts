export { SharePage } from "./SharePage.tsx";
