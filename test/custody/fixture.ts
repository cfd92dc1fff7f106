import type { CustodyMethods } from "@medlattice/sdk/client";
import type { CustodyOfficer } from "@medlattice/sdk/person";
import { z } from "zod";
import { answerOf, failureOf, medlattice } from "../../scripts/cli/testing/medlattice.ts";
import { type World, startWorld } from "../faults/fixture/world.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { enrolManagers, officerOf, type OfficerKey } from "./officers.ts";

export { OFFICERS } from "./officers.ts";

/** A whole network whose hospital has three managers. */
export interface CustodyWorld extends World {
  /** Runs a command as an officer. @returns what it says to a program */
  tell<T extends z.ZodRawShape>(
    who: OfficerKey,
    shape: T,
    ...args: readonly string[]
  ): Promise<z.infer<z.ZodObject<T>>>;
  /** Runs a command that is to be refused. @returns the error's code */
  refused(who: string, ...args: readonly string[]): Promise<string>;
  /** The same officer as another program of hers, with the very same folder of secrets. */
  officer(who: OfficerKey, through?: typeof fetch): Promise<CustodyOfficer>;
  /** The routes of the hospital's oracle, for an officer. */
  board(who: OfficerKey): Promise<CustodyMethods>;
  /** Kills the hospital's oracle without warning, and waits for the one that takes its place. */
  killOracle(): Promise<void>;
}

export async function startCustodyWorld(): Promise<CustodyWorld> {
  const world = await startWorld();
  try {
    const place = { network: world.stack.network, folder: world.folder };
    const run = async (who: string, args: readonly string[]) =>
      await medlattice([...args, "--as", who, "--state", world.folder, "--json"]);
    await enrolManagers(world.folder);
    return {
      ...world,
      async tell(who, shape, ...args) {
        const outcome = await run(who, args);
        if (outcome.exitCode !== 0) throw new Error(`medlattice ${args.join(" ")}: ${outcome.told}`);
        return z.object(shape).parse(answerOf(outcome, shape));
      },
      refused: async (who, ...args) => failureOf(await run(who, args)).code,
      officer: async (who, through) => await officerOf(place, who, through),
      board: async (who) => {
        const { person, chainId } = await officerOf(place, who);
        return (await person.oracle(orgIdOfKey("hospital"), chainId)).custody;
      },
      killOracle: async () => await killOracle(world),
    };
  } catch (error) {
    await world.close();
    throw error;
  }
}

const PATIENCE_MS = 60_000;

async function killOracle({ stack }: World): Promise<void> {
  const name = "oracle-hospital";
  const pid = stack.supervisor.pids()[name];
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, "SIGKILL");
  const { oracleUrl } =
    stack.network.organizations.find(({ orgId }) => orgId === orgIdOfKey("hospital")) ?? {};
  const end = Date.now() + PATIENCE_MS;
  const isUp = async (): Promise<boolean> => {
    const next = stack.supervisor.pids()[name];
    if (next === undefined || next === pid) return false;
    return await fetch(`${oracleUrl}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  while (!(await isUp())) {
    if (Date.now() > end) throw new Error("the hospital's oracle did not come back");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
