import { fromHex, type Hex, toHex } from "../../codec/index.ts";
import { decodeG1, decodeG2, encodePoint } from "../../crypto/bls/points.ts";
import { decodeG2Eip2537, EIP2537_G2_BYTES, encodeG1Eip2537, encodeG2Eip2537 } from "../bls/eip2537.ts";
import type { StationApplication } from "../proposals/proposals.ts";
import { type KeyHolder, possessionContext, proveVotingKey } from "./possession.ts";
import { votingKeyOf } from "./votingKey.ts";

/**
 * A voting key as the contract has it, compressed to 96 bytes.
 * @throws {InvalidInputError} `POINT_INVALID`, `HEX_INVALID`
 */
export function votingKeyFromChain(key: Hex): Uint8Array {
  return encodePoint(decodeG2Eip2537(fromHex(key, EIP2537_G2_BYTES), "key"));
}

/**
 * A vote, a proof of possession or of a draw as the contract takes it: 48 bytes to 128 (EIP-2537).
 * @throws {InvalidInputError} `POINT_INVALID`
 */
export function signatureOnChain(signature: Uint8Array): Hex {
  return toHex(encodeG1Eip2537(decodeG1(signature, "signature")));
}

/**
 * What an organisation applies with to become a station that votes by BLS: its account, its key, and the proof that it knows the secret.
 * @throws {InvalidInputError} `SCALAR_INVALID`
 */
export function applicationOf(
  holder: KeyHolder,
  of: { readonly account: Hex; readonly secret: bigint },
): StationApplication {
  const { organization } = holder;
  const { secret, publicKey } = votingKeyOf(of.secret);
  return {
    organization,
    account: of.account,
    key: toHex(encodeG2Eip2537(decodeG2(publicKey, "publicKey"))),
    proof: signatureOnChain(proveVotingKey(secret, possessionContext(holder))),
  };
}
