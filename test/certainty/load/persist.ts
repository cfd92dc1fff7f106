import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { OracleClient } from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Person } from "@medlattice/sdk/person";
import type { Journal } from "./journal.ts";

const PAUSE_MS = 250;

/** Repeats what an error calls worth repeating, for minutes: a person who tries again until it works. Any other error is a finding. */
export async function repeat<T>(work: () => Promise<T>, journal: Journal): Promise<T> {
  const end = performance.now() + journal.patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MedLatticeError) || !error.retryable || performance.now() > end) throw error;
      journal.retries += 1;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * The same person with clients that do not give up while the stack is away. Every call to a chain keeps its idempotency key through
 * all repetitions, some are sent twice at once, and what comes back is noted.
 */
export function persistent(person: Person, journal: Journal, isTwin: () => boolean): Person {
  return {
    ...person,
    oracle: async (orgId, chainId) =>
      persistentClient(await repeat(() => person.oracle(orgId, chainId), journal), journal, isTwin),
    reader: (chainId) => repeating(person.reader(chainId), journal),
  };
}

function persistentClient(client: OracleClient, journal: Journal, isTwin: () => boolean): OracleClient {
  const { objects } = client;
  return {
    ...repeating(client, journal),
    // A stream can break after it began, so whoever reads it begins again.
    objects: { ...repeating(objects, journal), get: (cid, options) => objects.get(cid, options) },
    async relay(open) {
      const call = { ...open, idempotencyKey: open.idempotencyKey ?? randomUUID() };
      const again = () => repeat(() => client.relay(call), journal);
      const twin = isTwin();
      if (twin) journal.twins += 1;
      const [result, other] = await Promise.all(twin ? [again(), again()] : [again()]);
      if (other !== undefined) assert.deepEqual(other, result, "one key gave two outcomes");
      journal.relays.push({ call, result, again });
      return result;
    },
  };
}

/** Wraps the asynchronous functions of an object, and of the groups of functions in it. */
function repeating<T extends object>(target: T, journal: Journal): T {
  const wrapped = Object.entries(target).map(([name, member]: [string, unknown]) => {
    if (typeof member === "function")
      return [name, (...args: unknown[]) => repeat(async () => Reflect.apply(member, target, args), journal)];
    const isGroup =
      typeof member === "object" &&
      member !== null &&
      Object.values(member).every((one) => typeof one === "function");
    return [name, isGroup ? repeating(member, journal) : member];
  });
  return { ...target, ...Object.fromEntries(wrapped) };
}
