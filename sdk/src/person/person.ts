import type { Hex } from "../codec/index.ts";
import type { MasterKey } from "../keys/index.ts";
import { type ConnectionOptions, type Connections, createConnections } from "./connections.ts";
import type { DraftStore } from "./draftStore.ts";

/** Category codes a patient publishes keys for, with the present epoch of each. */
export interface KeyPlan {
  readonly receiveEpoch: number;
  readonly categories: readonly { readonly code: string; readonly epoch: number }[];
}

interface PersonKeys {
  /** The organisation whose oracle the person uses first. */
  readonly organization: Hex;
  readonly master: MasterKey;
  readonly keyPlan: KeyPlan;
  /** Where writing goes on after an interruption of this program. */
  readonly drafts?: DraftStore;
}

/** Connections that are open already, because the keys came over them, or what it takes to open some. */
export type PersonOptions = PersonKeys & (ConnectionOptions | { readonly connections: Connections });

/** What a person's client acts with: keys, pseudonyms, and logged-in connections. */
export interface Person extends PersonKeys, Connections {}

/** Puts a person's client together. Nothing is asked of wallet or network before it is needed. */
export function createPerson(options: PersonOptions): Person {
  const { organization, master, keyPlan, drafts } = options;
  const connections = "connections" in options ? options.connections : createConnections(options);
  return { ...connections, organization, master, keyPlan, ...(drafts === undefined ? {} : { drafts }) };
}
