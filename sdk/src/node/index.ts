export { type FolderLock, lockFolder } from "./lockFolder.ts";
export { writeDurably } from "./writeDurably.ts";
