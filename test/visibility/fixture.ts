import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cast, openCast } from "@medlattice/network/people";
import {
  chains,
  openStack,
  type OrganizationKey,
  organizations,
  type Stack,
} from "@medlattice/network/stack";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import type { PersonPlan } from "@medlattice/network/people";

export interface Running {
  readonly stack: Stack;
  readonly cast: Cast;
  /** The state folder. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A real network with all its processes in a folder of its own, and these people enrolled in it. */
export async function start(plans: readonly PersonPlan[]): Promise<Running> {
  const parent = await mkdtemp(join(tmpdir(), "medlattice-visibility-"));
  const folder = join(parent, "state");
  const stack = await openStack({
    stateFolder: folder,
    reset: false,
    takeFreePorts: true,
    progress: async (_name, _label, work) => await work(),
    onEvent: () => undefined,
  });
  const close = async (): Promise<void> => {
    await stack.close();
    await rm(parent, { recursive: true, force: true });
  };
  try {
    const cast = await openCast(stack, { plans, onProgress: () => undefined });
    return { stack, cast, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function chainIdOf(name: string): number {
  const found = chains.find((chain) => chain.name === name);
  if (found === undefined) throw new Error(`no chain ${name}`);
  return found.chainId;
}

export function orgIdOfKey(key: OrganizationKey): Hex {
  const found = organizations.find((organization) => organization.key === key);
  if (found === undefined) throw new Error(`no organisation ${key}`);
  return orgIdOf(found.domain);
}
