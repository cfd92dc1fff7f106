export {
  addPseudonym,
  createProfile,
  type NewProfile,
  type OpenProfile,
  openProfile,
  readProfile,
  setKeyPlan,
} from "./profile.ts";
export type { Profile } from "./schema.ts";
export type { AskPassphrase } from "./walletFile.ts";
