import { type Hex, toHex } from "@medlattice/sdk/codec";
import {
  accountPossession,
  aggregateVotes,
  createVoters,
  encodeG1Eip2537,
  encodeG2Eip2537,
  encodeSignedVotes,
  encodeVotes,
  possessionContext,
  proveVotingKey,
} from "@medlattice/sdk/committee";
import { privateKeyToAccount } from "viem/accounts";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { dealtCommittee } from "../../sdk/src/committee/testing/dealtCommittee.ts";
import { decodeG1 } from "../../sdk/src/crypto/bls/points.ts";
import { account } from "../src/chain/fixtures.ts";
import { benchSecret } from "./voteSecrets.ts";
import { CHAIN_ID, startVerifiers, type Verifiers } from "./verifiers.ts";

const STATIONS = 100;
const BLS = "BlsVoteVerifier";
const ECDSA = "EcdsaVoteVerifier";
/** A verifier keeps a book for whoever calls it: here for the account that measures. */
const committee = account(0).address;
const everyone = (1n << BigInt(STATIONS)) - 1n;
const digest = new Uint8Array(32).fill(0x6d);

/** What the chain pays to check the votes of a committee: one multisignature beside as many ECDSA signatures (P8). */
export async function voteGasRows(progress: Progress): Promise<BenchRow[]> {
  const chain = await startVerifiers();
  try {
    progress("stations with BLS keys");
    const bls = await blsVerifier(chain);
    progress("stations with ECDSA keys");
    const ecdsa = await ecdsaVerifier(chain);
    const rows: BenchRow[] = [];
    for (const [name, absent] of [
      ["", 0],
      [", a third absent", 33],
    ] as const) {
      const stations = Array.from({ length: STATIONS }, (_, i) => i).slice(absent);
      const ours = { value: await bls(stations), unit: "gas" };
      const baseline = { value: await ecdsa(stations), unit: "gas" };
      rows.push({
        row: `gas: ${STATIONS} votes${name}`,
        what: `one multisignature of ${stations.length} of ${STATIONS} stations checked, execution alone, sums kept`,
        ours,
        baseline,
        baselineName: `${stations.length} ECDSA signatures checked by ${ECDSA}, same run`,
        ratio: baseline.value / ours.value,
        goal: "",
        isMet: null,
      });
    }
    return rows;
  } finally {
    await chain.close();
  }
}

type GasOf = (stations: readonly number[]) => Promise<number>;

async function blsVerifier(chain: Verifiers): Promise<GasOf> {
  const secrets = Array.from({ length: STATIONS }, (_, i) => benchSecret(i));
  const dealt = dealtCommittee(secrets);
  const voters = createVoters(dealt.committee);
  const verify = await verifierOf(chain, BLS, (station, context) => {
    const proof = proveVotingKey(secrets[station] ?? 0n, context);
    return {
      key: toHex(encodeG2Eip2537(dealt.committee.group.key(station))),
      proof: toHex(encodeG1Eip2537(decodeG1(proof, "proof"))),
    };
  });
  return async (stations) => {
    const shares = stations.map((station) => dealt.sign(station, digest));
    return await verify(toHex(encodeVotes(aggregateVotes(voters, digest, shares))));
  };
}

async function ecdsaVerifier(chain: Verifiers): Promise<GasOf> {
  const accounts = Array.from({ length: STATIONS }, (_, i) => privateKeyToAccount(keyOf(i)));
  const verify = await verifierOf(chain, ECDSA, async (station, context) => {
    const { address: key, sign } = privateKeyToAccount(keyOf(station));
    return { key, proof: await sign({ hash: accountPossession(context, key) }) };
  });
  return async (stations) => {
    const signed = stations.map(async (station) => {
      const signature = await accounts[station]?.sign({ hash: toHex(digest) });
      return { station, signature: signature ?? "0x" };
    });
    return await verify(toHex(encodeSignedVotes(await Promise.all(signed))));
  };
}

type KeyAndProof = { readonly key: Hex; readonly proof: Hex };

/** Deploys a verifier, enrols all stations, sets them up, and seats them. */
async function verifierOf(
  chain: Verifiers,
  name: string,
  keyOfStation: (station: number, context: Hex) => KeyAndProof | Promise<KeyAndProof>,
): Promise<(evidence: Hex) => Promise<number>> {
  const address = await chain.deploy(name);
  for (let station = 0; station < STATIONS; station++) {
    const organization: Hex = `0x${(station + 1).toString(16).padStart(64, "0")}`;
    const context = possessionContext({ chainId: CHAIN_ID, registry: committee, organization });
    const { key, proof } = await keyOfStation(station, context);
    await chain.executionGas(name, address, "enroll", [station, organization, key, proof]);
  }
  await chain.executionGas(name, address, "setUp", [STATIONS, everyone]);
  await chain.executionGas(name, address, "seat", [1, everyone]);
  return async (evidence) =>
    await chain.executionGas(name, address, "verify", [committee, 1, everyone, toHex(digest), evidence]);
}

function keyOf(station: number): Hex {
  return `0x${(station + 1).toString(16).padStart(64, "0")}`;
}
