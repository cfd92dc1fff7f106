export { folderDrafts } from "./folderDrafts.ts";
