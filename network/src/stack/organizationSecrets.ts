import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  commitmentKeyOf,
  dealOrganizationKey,
  decodeOrganizationKey,
  encodeOrganizationKey,
  generateCommitmentKey,
  initCrypto,
  type OrganizationKey,
  scalarToBytes,
} from "@medlattice/sdk/crypto";
import { generateVotingKey } from "@medlattice/sdk/committee";
import { writeDurably } from "@medlattice/sdk/node";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { bytesToHex, type Hex } from "viem";
import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import type { StateFolder } from "./stateFolder.ts";
import type { OrganizationPlan } from "./topology.ts";

/** Officers of an organisation that hold its receive key, and how many of them open what is re-encrypted to it. */
const OFFICERS = 3;
const OFFICER_THRESHOLD = 2;

export interface OrganizationSecrets {
  readonly admin: PrivateKeyAccount;
  readonly issuer: PrivateKeyAccount;
  readonly oracle: PrivateKeyAccount;
  /** Holds the tokens and makes the deposit of its station in the committee; only organisations with an oracle have one. */
  readonly station: PrivateKeyAccount;
  /** Secret of its station's voting key. */
  readonly voting: bigint;
  readonly sealingRecipient: string;
  /** Trapdoor of the institution's commitments; only organisations that write records have one. */
  readonly chameleon: { readonly x: bigint; readonly h1: { readonly x: bigint; readonly y: bigint } };
  readonly receiveKey: OrganizationKey;
  /** Path of a key file of the organisation, for its oracle's configuration. */
  file(name: string): string;
}

/** Makes an organisation's keys once; each stands in a file of its own that only the owner of the state may read. */
export async function organizationSecrets(
  plan: OrganizationPlan,
  state: StateFolder,
): Promise<OrganizationSecrets> {
  await initCrypto();
  const name = (key: string): string => `${plan.key}/${key}`;
  const file = (key: string): string => state.at("secrets", plan.key, key);
  const once = async (key: string, make: () => Promise<string> | string): Promise<string> => {
    if (!existsSync(file(key))) await writeDurably(file(key), `${await make()}\n`);
    return (await readFile(file(key), "utf8")).trim();
  };
  const account = async (key: string): Promise<PrivateKeyAccount> =>
    privateKeyToAccount(await state.secret(name(key)));
  const sealing = await once("sealing", generateIdentity);
  await once("storage", generateIdentity);
  const voting = await once("voting", () => bytesToHex(scalarToBytes(generateVotingKey().secret)));
  const x = BigInt(await once("chameleon", () => bytesToHex(scalarToBytes(generateCommitmentKey().x))));
  return {
    admin: await account("admin"),
    issuer: await account("issuer"),
    oracle: await account("oracle"),
    station: await account("station"),
    voting: BigInt(voting),
    sealingRecipient: await identityToRecipient(sealing),
    chameleon: { x, h1: commitmentKeyOf(x) },
    receiveKey: decodeOrganizationKey(
      JSON.parse(await once("receive-key.json", async () => await dealToOfficers(plan, state))),
    ),
    file,
  };
}

async function dealToOfficers(plan: OrganizationPlan, state: StateFolder): Promise<string> {
  const indices = Array.from({ length: OFFICERS }, (_, index) => index + 1);
  const { key, shares } = dealOrganizationKey({ threshold: OFFICER_THRESHOLD, indices });
  for (const { index, share } of shares) {
    const text: Hex = bytesToHex(scalarToBytes(share));
    await writeDurably(state.at("secrets", plan.key, `officer-${index}`), `${text}\n`);
  }
  return JSON.stringify(encodeOrganizationKey(key));
}
