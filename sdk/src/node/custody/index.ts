export { folderCustody } from "./folderCustody.ts";
