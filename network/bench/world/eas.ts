import { createRequire } from "node:module";
import { randomBytes } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import {
  encodeDeployData,
  encodeFunctionData,
  encodePacked,
  getContractAddress,
  keccak256,
  toEventSelector,
  type Abi,
} from "viem";
import { z } from "zod";
import type { Hex } from "@medlattice/sdk/codec";
import { benchKey } from "./key.ts";
import { signTransaction } from "./transaction.ts";
import { CHAIN_ID, type Person, type World } from "./world.ts";

const artifactSchema = z.object({
  abi: z.custom<Abi>((value) => Array.isArray(value)),
  bytecode: z.custom<Hex>(),
});
const require = createRequire(import.meta.url);
const artifact = (name: string) =>
  artifactSchema.parse(
    require(`@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`),
  );

/** What an attestation says of a record: as many words as tell one from another. */
const SCHEMA = "bytes32 recordId,bytes32 commitment,bytes32 manifestHash,bytes32 institution";
const ZERO_ADDRESS: Hex = `0x${"00".repeat(20)}`;
const ZERO: Hex = `0x${"00".repeat(32)}`;
const ATTEST = keccak_256(
  Buffer.from(
    "Attest(address attester,bytes32 schema,address recipient,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value,uint256 nonce,uint64 deadline)",
  ),
);
const GAS = 16_000_000;

/** The Ethereum Attestation Service, from its published package, on the same chain. */
export interface Eas {
  readonly address: Hex;
  readonly attested: Hex;
  /** `attestByDelegation`: one record by one signature. An attester's attestations must be carried in order. */
  single(attester: Person): Hex;
  /** `multiAttestByDelegation`: many records of one attester, one signature each. */
  batch(attester: Person, count: number): Hex;
  /** Call data of `isAttestationValid`. */
  question(uid: Hex): Hex;
}

export async function deployEas({ rpc, gasOf }: World): Promise<Eas> {
  const deployer = benchKey("deployer of EAS");
  const [registry, service] = [artifact("SchemaRegistry"), artifact("EAS")];
  const [registryAt, address] = [0n, 1n].map((nonce) =>
    lower(getContractAddress({ from: deployer.address, nonce })),
  );
  if (registryAt === undefined || address === undefined) throw new Error("two contracts have two addresses");
  const steps: readonly (readonly [Hex | null, Hex])[] = [
    [null, encodeDeployData({ abi: registry.abi, bytecode: registry.bytecode })],
    [null, encodeDeployData({ abi: service.abi, bytecode: service.bytecode, args: [registryAt] })],
    [
      registryAt,
      encodeFunctionData({ abi: registry.abi, functionName: "register", args: [SCHEMA, ZERO_ADDRESS, true] }),
    ],
  ];
  for (const [nonce, [to, data]] of steps.entries()) {
    await gasOf(signTransaction(deployer, { chainId: CHAIN_ID, nonce, to, data, gas: GAS }));
  }
  const schema = keccak256(encodePacked(["string", "address", "bool"], [SCHEMA, ZERO_ADDRESS, true]));
  const separator = await rpc.call(
    address,
    encodeFunctionData({ abi: service.abi, functionName: "getDomainSeparator" }),
  );
  const nonces = new Map<string, number>();

  function attestation(attester: Person) {
    const nonce = nonces.get(attester.personId) ?? 0;
    nonces.set(attester.personId, nonce + 1);
    const data = randomBytes(4 * 32);
    const words = [attester.key.address, schema, 0, 0, 1, 0, hex(keccak_256(data)), 0, nonce, 0];
    const structHash = keccak_256(Buffer.concat([ATTEST, ...words.map(wordOf)]));
    const digest = keccak_256(Buffer.concat([Buffer.from([0x19, 0x01]), bytesOf(separator), structHash]));
    const { rs, yParity } = attester.key.sign(digest);
    return {
      data: {
        recipient: ZERO_ADDRESS,
        expirationTime: 0n,
        revocable: true,
        refUID: ZERO,
        data: hex(data),
        value: 0n,
      },
      signature: { v: 27 + yParity, r: hex(rs.subarray(0, 32)), s: hex(rs.subarray(32)) },
    };
  }

  return {
    address,
    attested: toEventSelector("Attested(address,address,bytes32,bytes32)"),
    single(attester) {
      const request = { schema, ...attestation(attester), attester: attester.key.address, deadline: 0n };
      return encodeFunctionData({ abi: service.abi, functionName: "attestByDelegation", args: [request] });
    },
    batch(attester, count) {
      const made = Array.from({ length: count }, () => attestation(attester));
      const request = {
        schema,
        data: made.map(({ data }) => data),
        signatures: made.map(({ signature }) => signature),
        attester: attester.key.address,
        deadline: 0n,
      };
      return encodeFunctionData({
        abi: service.abi,
        functionName: "multiAttestByDelegation",
        args: [[request]],
      });
    },
    question: (uid) =>
      encodeFunctionData({ abi: service.abi, functionName: "isAttestationValid", args: [uid] }),
  };
}

function wordOf(value: string | number): Buffer {
  const text = typeof value === "string" ? value.slice(2) : value.toString(16);
  return Buffer.from(text.padStart(64, "0"), "hex");
}

function bytesOf(value: Hex): Buffer {
  return Buffer.from(value.slice(2), "hex");
}

function hex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

function lower(address: string): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
