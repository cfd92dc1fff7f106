import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { u32be } from "../codec/index.ts";
import type { MasterKey } from "./master-key.ts";

const SEALING_IDENTITY = "medlattice/sealing-identity/v1";

/** An age X25519 key pair as age writes it: `AGE-SECRET-KEY-1…` and `age1…`. */
export interface SealingKey {
  readonly identity: string;
  readonly recipient: string;
}

/** The person's key for small sealed messages; X25519 takes any 32 bytes (RFC 7748 §5 clamps them). */
export async function sealingKey(master: MasterKey, epoch: number): Promise<SealingKey> {
  const scalar = master.derive(SEALING_IDENTITY, [u32be(epoch)], 32);
  const identity = bech32.encodeFromBytes("AGE-SECRET-KEY-", scalar).toUpperCase();
  return { identity, recipient: await identityToRecipient(identity) };
}
