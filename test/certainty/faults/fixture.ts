import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OrganizationKey, organizations } from "@medlattice/network/stack";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { runLoad } from "../load/load.ts";
import { createSteps, type Steps } from "../load/steps.ts";
import { seededRandom } from "../random.ts";
import { runStack } from "../stack/runStack.ts";
import { openWorld, type World } from "../world.ts";
import { faultEnvironment } from "./processes.ts";

const SEED = 7;

/** A network that runs, whose processes can be given faults. */
export interface FaultyWorld extends World {
  /** Folder of the faults. */
  readonly faults: string;
  readonly orgId: (key: OrganizationKey) => `0x${string}`;
  /** Where people reach an organisation's oracle. */
  readonly oracleUrl: (key: OrganizationKey) => string;
  readonly steps: Steps;
  /** Takes so many records the whole way. */
  readonly load: (records: number) => Promise<void>;
  close(): Promise<void>;
}

/** @param parent where its folder goes */
export async function openFaultyWorld(parent = tmpdir()): Promise<FaultyWorld> {
  const folder = await mkdtemp(join(parent, "medlattice-faults-"));
  const faults = join(folder, "faults");
  const stack = runStack(join(folder, "state"), faultEnvironment(faults));
  await stack.start();
  const world = await openWorld(stack);
  const random = seededRandom(SEED);
  const orgId = (key: OrganizationKey) => {
    const plan = organizations.find((candidate) => candidate.key === key);
    if (plan === undefined) throw new Error(`the topology has no organisation ${key}`);
    return orgIdOf(plan.domain);
  };
  return {
    ...world,
    faults,
    orgId,
    oracleUrl(key) {
      const { network } = world.clients.patient;
      const url = network.organizations.find((each) => each.orgId === orgId(key))?.oracleUrl;
      if (url === null || url === undefined) throw new Error(`${key} runs no oracle`);
      return url;
    },
    steps: createSteps({ ...world, random }),
    load: async (records) => runLoad({ ...world, random, records, flows: 2 }),
    async close() {
      await stack.stop();
      await world.seen.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
