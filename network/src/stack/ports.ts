import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";
import { UnavailableError } from "@medlattice/sdk/errors";

/** Whether a program could listen on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** What the processes of a killed network may take to end by themselves (followParent.ts). */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;

/**
 * Waits a moment for ports that are in use: after `kill -9` of the parent alone its processes still stop in good order, and the next
 * start must not fail because of them. @returns whether all became free
 */
export async function whenPortsAreFree(ports: readonly number[]): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS; ; await setTimeout(PAUSE_MS)) {
    if ((await Promise.all(ports.map(isPortFree))).every(Boolean)) return true;
    if (Date.now() > end) return false;
  }
}

/**
 * Below the ranges from which systems give outgoing connections their ports (Linux 32768, IANA 49152): a port from there may be gone the
 * next moment, before the process it is for has started.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;
const MAX_ATTEMPTS = 1_000;

/** Finds `count` different free loopback ports; all stay open until the last is known. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const held = new Map<number, Server>();
  try {
    for (let attempt = 0; held.size < count && attempt < MAX_ATTEMPTS; attempt += 1) {
      const port = randomInt(LOWEST, HIGHEST);
      const server = held.has(port) ? null : await hold(port);
      if (server !== null) held.set(port, server);
    }
    if (held.size < count) throw new UnavailableError("PORT_BUSY", "This machine has no ports to spare.");
    return [...held.keys()];
  } finally {
    await Promise.all(
      [...held.values()].map(
        async (server) =>
          await new Promise<void>((resolve) => {
            server.close(() => resolve());
          }),
      ),
    );
  }
}

/** Listens on a port. @returns null when another program does */
async function hold(port: number): Promise<Server | null> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(server));
  });
}

/** @throws UnavailableError `PORT_BUSY` that names every port in the way and what to do. */
export async function requireFreePorts(ports: readonly number[]): Promise<void> {
  const free = await Promise.all(ports.map(isPortFree));
  const busy = ports.filter((_, index) => free[index] !== true);
  if (busy.length === 0) return;
  throw new UnavailableError("PORT_BUSY", `Another program uses port ${busy.join(", ")} on this machine.`, {
    hints: [
      "If MedLattice is already running, use that one or stop it first.",
      "Otherwise start with a state folder of its own, which takes free ports: npm start -- --state my-state",
    ],
    facts: { ports: busy.join(",") },
  });
}
