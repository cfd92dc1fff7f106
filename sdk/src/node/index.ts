export { type FolderLock, lockFolder } from "./lockFolder.ts";
export {
  addPseudonym,
  createProfile,
  type NewProfile,
  type OpenProfile,
  openProfile,
  readProfile,
} from "./profile/profile.ts";
export type { Profile } from "./profile/schema.ts";
export type { AskPassphrase } from "./profile/walletFile.ts";
export { writeDurably } from "./writeDurably.ts";
