import { encodeAbiParameters } from "viem";
import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  concatBytes,
  framed,
  fromHex,
  type Hex,
  keccak256,
  toHex,
  u32be,
  uint32Schema,
  utf8,
} from "../codec/index.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";

const ACCOUNT = "medlattice/snapshot-account/v1";
const CHAIN = "medlattice/snapshot-chain/v1";
const SALT = utf8("medlattice/snapshot-salt/v1");
const NO_SALT = new Uint8Array();

/** One account of a chain as it stood at the snapshot's block (systems.md P2: ⟨P, MDT, BH, MT⟩). */
export const snapshotAccountSchema = z.strictObject({
  personId: bytes32Schema,
  /** Tokens, which have no decimals. */
  balance: z.int().min(0),
  /** Entries of the account chain. */
  height: uint32Schema,
  /** Root of the patient's tree over those entries (`patientTree`); zero at height 0. */
  dataRoot: bytes32Schema,
});

export type SnapshotAccount = z.infer<typeof snapshotAccountSchema>;

/** What the snapshot says of the chain itself. It names no number of accounts and no sum, so a reader of one proof learns of one account only. */
export const snapshotChainSchema = z.strictObject({
  chainId: chainIdSchema,
  /** From 1. */
  sequence: z.int().min(1),
  blockNumber: z.int().min(0),
  blockHash: bytes32Schema,
  /** Of the label log (`RecordCorrection.labelRoot`), and how many labels it has: corrections are known up to here. */
  labelRoot: bytes32Schema,
  labelCount: z.int().min(0),
  /** Root of the snapshot before; zero for the first. */
  previous: bytes32Schema,
});

export type SnapshotChain = z.infer<typeof snapshotChainSchema>;

/**
 * Salt of an account's leaf: without it, whoever knows a pseudonym could try out heights (DESIGN rule 19). The institution has the key,
 * the person is given the salt.
 * @param key 32 bytes, of the institution
 */
export function snapshotSalt(
  key: Uint8Array,
  { chainId, sequence, personId }: Pick<SnapshotChain, "chainId" | "sequence"> & { readonly personId: Hex },
): Hex {
  const place = concatBytes(u64be(chainId), u32be(sequence), fromHex(personId, 32));
  return toHex(hkdfSha256({ ikm: key, salt: NO_SALT, info: framed(SALT, place), lengthBytes: 32 }));
}

/** Leaf of an account, hashed twice so that no leaf is an inner node. */
export function accountLeaf(account: SnapshotAccount, salt: Hex): Hex {
  const { personId, balance, height, dataRoot } = account;
  const types = ["string", "bytes32", "bytes32", "uint256", "uint64", "bytes32"].map((type) => ({ type }));
  return twice(
    encodeAbiParameters(types, [ACCOUNT, salt, personId, BigInt(balance), BigInt(height), dataRoot]),
  );
}

/** Leaf of the chain, the first of the tree. */
export function chainLeaf(chain: SnapshotChain): Hex {
  const { chainId, sequence, blockNumber, blockHash, labelRoot, labelCount, previous } = chain;
  const types = ["string", "uint256", "uint64", "uint64", "bytes32", "bytes32", "uint256", "bytes32"];
  const values = [
    CHAIN,
    BigInt(chainId),
    BigInt(sequence),
    BigInt(blockNumber),
    blockHash,
    labelRoot,
    BigInt(labelCount),
    previous,
  ];
  return twice(
    encodeAbiParameters(
      types.map((type) => ({ type })),
      values,
    ),
  );
}

function twice(encoded: Hex): Hex {
  return toHex(keccak256(keccak256(fromHex(encoded))));
}

function u64be(value: number): Uint8Array {
  const word = new Uint8Array(8);
  new DataView(word.buffer).setBigUint64(0, BigInt(value));
  return word;
}
