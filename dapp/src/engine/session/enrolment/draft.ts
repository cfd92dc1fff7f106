import type { KeyPlan } from "@medlattice/sdk/person";
import type { Keyring } from "@medlattice/sdk/keys";
import type { Hex } from "viem";
import type { RoleName } from "../identities.ts";

/** Which account does what; each chain sees another one (rule 1), and the one that wraps the keys is on none. */
export interface EnrolmentAccounts {
  /** Wraps the keys; null when a passphrase does. */
  readonly keys: Hex | null;
  readonly home: Hex;
  /** On the consortium; null for those who do not share across institutions (yet). */
  readonly consortium: Hex | null;
}

/**
 * An enrolment under way, as it outlives a reload: keys only wrapped. The desk's token fetches a credential that is of no use without
 * the wallet.
 */
export interface EnrolmentDraft {
  readonly format: "medlattice/enrolment-draft/v1";
  readonly organization: Hex;
  readonly role: Exclude<RoleName, "Manager">;
  readonly chainId: number;
  readonly personId: Hex;
  /** Chosen beforehand, so that a broken enrolment goes on with the same one. */
  readonly consortiumPersonId: Hex;
  readonly accounts: EnrolmentAccounts;
  readonly keyring: Keyring;
  readonly keyPlan: KeyPlan;
  /** Deal the keys of all categories to the network's emergency key (rule 7). */
  readonly emergency: boolean;
  readonly desk: { readonly code: string; readonly token: Hex; readonly expiresAt: number };
  readonly stage: EnrolmentStage;
}

/** What is done: waiting at the desk, enrolled at home, with keys published there, enrolled on the consortium, all. */
export type EnrolmentStage = "waiting" | "enrolled" | "published" | "shared";
