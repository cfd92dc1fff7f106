import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  decodeOrganizationKey,
  encodeOrganizationKey,
  initCrypto,
  type OrganizationKey,
  scalarToBytes,
} from "@medlattice/sdk/crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { writeDurably } from "@medlattice/sdk/node";
import { bytesToHex, type Hex } from "viem";
import { generateEmergencyKey } from "./generateEmergencyKey.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { OrganizationPlan } from "./topology.ts";

/** Holders that must work together to use the emergency key; with two, no organisation can alone. */
const EMERGENCY_THRESHOLD = 2;

export interface EmergencyKeyPlan {
  readonly key: OrganizationKey;
  /** orgIds in ascending order, as the registry wants them: the first has share index 1. */
  readonly holders: readonly Hex[];
}

/** Makes the network's emergency key once, and leaves each organisation with an oracle its share in a file of its own. */
export async function emergencyKeyOf(
  organizations: readonly OrganizationPlan[],
  state: StateFolder,
): Promise<EmergencyKeyPlan> {
  await initCrypto();
  const members = organizations
    .filter(({ ports }) => ports !== undefined)
    .map(({ key, domain }) => ({ key, orgId: orgIdOf(domain) }))
    .toSorted((a, b) => (a.orgId < b.orgId ? -1 : 1));
  const holders = members.map(({ orgId }) => orgId);
  const file = state.at("network-keys", "emergency.json");
  if (existsSync(file))
    return { key: decodeOrganizationKey(JSON.parse(await readFile(file, "utf8"))), holders };
  const { key, shares } = await generateEmergencyKey({
    threshold: EMERGENCY_THRESHOLD,
    indices: members.map((_, position) => position + 1),
  });
  for (const [position, member] of members.entries()) {
    const share = shares.get(position + 1);
    if (share === undefined) throw new Error(`no emergency share for ${member.key}`);
    await writeDurably(state.at("secrets", member.key, "emergency"), `${bytesToHex(scalarToBytes(share))}\n`);
  }
  // Written last: a set-up that was killed before makes all shares anew.
  await writeDurably(file, `${JSON.stringify(encodeOrganizationKey(key))}\n`);
  return { key, holders };
}
