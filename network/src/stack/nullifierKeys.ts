import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { initCrypto } from "@medlattice/sdk/crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { dealNullifierKeys, type NullifierKeyDescription } from "@medlattice/sdk/enrolment";
import { writeDurably } from "@medlattice/sdk/node";
import { z } from "zod";
import type { StateFolder } from "./stateFolder.ts";
import type { OrganizationPlan } from "./topology.ts";

/** One authority of one: with several, their number and a threshold above half go here. */
const THRESHOLD = 1;
const keptSchema = z.custom<NullifierKeyDescription[]>((value) => Array.isArray(value));

/** Makes the authorities' PRF keys once (rule 2); each authority's shares stand in a file of its own. */
export async function nullifierKeys(
  chainIds: readonly number[],
  organizations: readonly OrganizationPlan[],
  state: StateFolder,
): Promise<readonly NullifierKeyDescription[]> {
  await initCrypto();
  const file = state.at("network-keys", "nullifier.json");
  if (existsSync(file)) return keptSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const authorities = organizations.filter(({ roles }) => roles.includes("authority"));
  const holders = authorities.map(({ domain }, position) => ({
    organization: orgIdOf(domain),
    index: position + 1,
  }));
  const { keys, files } = dealNullifierKeys({ chainIds, threshold: THRESHOLD, holders });
  for (const { key, domain } of authorities) {
    await writeDurably(
      state.at("secrets", key, "nullifier"),
      `${JSON.stringify(files.get(orgIdOf(domain)))}\n`,
    );
  }
  // Written last: a set-up that was killed before makes all shares anew.
  await writeDurably(file, `${JSON.stringify(keys)}\n`);
  return keys;
}
