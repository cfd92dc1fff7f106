import { InvalidInputError, VerificationError } from "@medlattice/sdk/errors";
import {
  type Keyring,
  type KeyWrap,
  type MasterKey,
  unwrapWithPasskey,
  unwrapWithPassphrase,
  unwrapWithWallet,
} from "@medlattice/sdk/keys";
import type { Hex } from "viem";
import { pageSigner } from "./pageSigner.ts";
import type { KeyAnswer, KeyWay, SignatureDesk } from "./signatureDesk.ts";

/**
 * Unwraps the master key: by the wallet's signature when it shares the wrapping account, else in the way the person chooses of those
 * the keyring has.
 *
 * @param accounts that the wallet shares, lower case
 * @throws VerificationError `KEY_WRAP_REFUSED`; InvalidInputError `KEY_WAY_MISSING`
 */
export async function unlock(
  keyring: Keyring,
  accounts: readonly Hex[],
  desk: SignatureDesk,
): Promise<MasterKey> {
  for (const wrap of keyring.wraps) {
    if (wrap.kind === "wallet" && accounts.includes(wrap.account)) {
      return await unwrapWithWallet(wrap, pageSigner(desk, wrap.account));
    }
  }
  const ways = keyring.wraps.flatMap((wrap) => wayOf(wrap) ?? []);
  if (ways.length === 0) {
    throw new InvalidInputError("KEY_WAY_MISSING", "These keys can only be recovered by guardians.", {
      hints: ["Ask your guardians to release their shares."],
    });
  }
  return await open(keyring, await desk.chooseKey(ways), desk);
}

async function open(keyring: Keyring, answer: KeyAnswer, desk: SignatureDesk): Promise<MasterKey> {
  for (const wrap of keyring.wraps) {
    if (answer.kind === "wallet" && wrap.kind === "wallet" && wrap.account === answer.account) {
      return await unwrapWithWallet(wrap, pageSigner(desk, wrap.account));
    }
    if (answer.kind === "passphrase" && wrap.kind === "passphrase") {
      return await unwrapWithPassphrase(wrap, answer.passphrase);
    }
    if (answer.kind === "passkey" && wrap.kind === "passkey" && wrap.credentialId === answer.credentialId) {
      return unwrapWithPasskey(wrap, answer.prfOutput);
    }
  }
  throw new VerificationError("KEY_WRAP_REFUSED", "The keys are not locked in this way.");
}

function wayOf(wrap: KeyWrap): KeyWay | null {
  if (wrap.kind === "wallet") return { kind: "wallet", account: wrap.account };
  if (wrap.kind === "passphrase") return { kind: "passphrase" };
  if (wrap.kind === "guardians") return null;
  return { kind: "passkey", credentialId: wrap.credentialId, prfInput: wrap.prfInput };
}
