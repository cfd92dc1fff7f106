import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderCustody } from "@medlattice/sdk/node/custody";
import { createProfile, openProfile } from "@medlattice/sdk/node/profile";
import { type CustodyMethods, createSessionKey } from "@medlattice/sdk/client";
import { createPerson, type CustodyOfficer } from "@medlattice/sdk/person";
import { z } from "zod";
import { answerOf, failureOf, medlattice } from "../../scripts/cli/testing/medlattice.ts";
import { HOSPITAL_CHAIN, type World, startWorld } from "../faults/fixture/world.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";

/** Managers of the hospital, by the key of their profile; the first is of the sample network. */
export const OFFICERS = ["manager", "ines-roth", "tariq-aziz"] as const;
export type OfficerKey = (typeof OFFICERS)[number];

const NEW: Readonly<Record<string, { readonly name: string; readonly value: string }>> = {
  "ines-roth": { name: "Ines Roth", value: "ML-1981-0303-001" },
  "tariq-aziz": { name: "Tariq Aziz", value: "ML-1977-0707-002" },
};

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
    const files = await mkdtemp(join(tmpdir(), "medlattice-custody-"));
    const run = async (who: string, args: readonly string[]) =>
      await medlattice([...args, "--as", who, "--state", world.folder, "--json"]);
    for (const [key, { name, value }] of Object.entries(NEW)) {
      await enrolManager(world, { key, name, value, files });
    }
    return {
      ...world,
      async tell(who, shape, ...args) {
        const outcome = await run(who, args);
        if (outcome.exitCode !== 0) throw new Error(`medlattice ${args.join(" ")}: ${outcome.told}`);
        return z.object(shape).parse(answerOf(outcome, shape));
      },
      refused: async (who, ...args) => failureOf(await run(who, args)).code,
      officer: async (who, through) => await officerOf(world, who, through),
      board: async (who) => {
        const { person, chainId } = await officerOf(world, who);
        return (await person.oracle(orgIdOfKey("hospital"), chainId)).custody;
      },
      killOracle: async () => await killOracle(world),
    };
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function enrolManager(
  { folder }: World,
  { key, name, value, files }: { key: string; name: string; value: string; files: string },
): Promise<void> {
  await createProfile(
    join(folder, "people", key),
    {
      name,
      role: "Manager",
      organization: orgIdOfKey("hospital"),
      keyPlan: { receiveEpoch: 0, categories: [] },
    },
    null,
  );
  const [givenNames, familyName] = name.split(" ");
  const id = { system: "urn:example:national-register", value };
  const identity = join(files, `${key}.json`);
  await writeFile(
    identity,
    JSON.stringify({ kind: "person", givenNames, familyName, birthDate: "1980-01-01", id }),
  );
  const issuer = join(folder, "secrets", "hospital", "issuer");
  const command = ["enrol", "by-issuer", "--as", key, "--issuer-key", issuer, "--identity", identity];
  const outcome = await medlattice([...command, "--state", folder, "--json"]);
  if (outcome.exitCode !== 0) throw new Error(outcome.told);
}

async function officerOf(
  { stack, folder }: World,
  key: OfficerKey,
  through?: typeof fetch,
): Promise<CustodyOfficer> {
  const own = join(folder, "people", key);
  const { master, profile, ...open } = await openProfile(own, async () => "");
  const person = createPerson({
    network: stack.network,
    organization: profile.organization,
    master,
    keyPlan: profile.keyPlan,
    pseudonyms: open.pseudonyms(),
    newSessionKey: createSessionKey,
    ...(through === undefined ? {} : { fetch: through }),
  });
  return { person, chainId: HOSPITAL_CHAIN, store: folderCustody(join(own, "custody")) };
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
