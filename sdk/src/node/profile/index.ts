export {
  addPseudonym,
  createProfile,
  type NewProfile,
  type OpenProfile,
  openProfile,
  readProfile,
} from "./profile.ts";
export type { Profile } from "./schema.ts";
export type { AskPassphrase } from "./walletFile.ts";
