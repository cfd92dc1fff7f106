import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { connect, type ConnectionOptions, createServer, type TLSSocket } from "node:tls";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { FILES, type OracleTls, tlsOptions } from "../../oracle/src/pki/index.ts";
import {
  CLINIC,
  type Credential,
  type Hierarchy,
  hierarchy,
  HOSPITAL,
  oracle,
  temporaryFolder,
} from "../../network/src/pki/fixtures.ts";

export interface Trusted {
  readonly roots: string;
  readonly intermediates: string;
  readonly lists: readonly string[];
}

/** An oracle's folder as written by hand: any credential, any roots, any lists. */
export function folderWith(context: TestContext, { cert, key }: Credential, trust: Trusted): string {
  const folder = temporaryFolder(context);
  const files = {
    [FILES.certificate]: cert,
    [FILES.key]: key,
    [FILES.roots]: trust.roots,
    [FILES.intermediates]: trust.intermediates,
    [FILES.revocationLists]: trust.lists.join(""),
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  return folder;
}

export interface Meeting {
  /** What the server found out about the client, or why it refused. */
  readonly server: string;
  /** `ok`, or why the client refused or was refused. */
  readonly client: string;
}

/**
 * Lets two oracles meet over a real socket: the server says `ok` once it knows who the client is. A server that refuses a
 * client in the handshake says nowhere why; `explain` lets the client through to be refused, with the reason, right after.
 */
export async function meet(
  context: TestContext,
  serverTls: OracleTls,
  client: ConnectionOptions,
  explain = false,
): Promise<Meeting> {
  let found = "nobody came through";
  const server = createServer({ ...serverTls.server, rejectUnauthorized: !explain }, (socket: TLSSocket) => {
    socket.on("error", () => undefined);
    try {
      found = serverTls.identifyClient(socket).dnsName;
      socket.end("ok");
    } catch (error) {
      assert.ok(error instanceof MedLatticeError, String(error));
      found = error.code === "PEER_UNAUTHORIZED" ? String(error.facts["reason"]) : error.code;
      socket.destroy();
    }
  });
  const port = await listen(context, server);
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect({ ...client, host: "127.0.0.1", port });
    let heard = "";
    socket.on("data", (data) => (heard += data.toString()));
    socket.on("error", (error: Error & { code?: string }) => resolve(error.code ?? error.message));
    socket.on("close", () => resolve(heard === "" ? "closed" : heard));
  });
  return { server: found, client: outcome };
}

/** Listens on a free port until the test is over. */
export async function listen(context: TestContext, server: Server): Promise<number> {
  const accepted = new Set<Socket>();
  server.on("connection", (socket) => accepted.add(socket));
  context.after(() => {
    server.close();
    for (const socket of accepted) socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}

export interface Pair {
  readonly own: Hierarchy;
  readonly other: Hierarchy;
  readonly trust: Trusted;
}

export async function pair(): Promise<Pair> {
  const own = await hierarchy(HOSPITAL);
  const other = await hierarchy(CLINIC, own.root);
  return {
    own,
    other,
    trust: {
      roots: own.root.certificate,
      intermediates: own.intermediate.certificate + other.intermediate.certificate,
      lists: [...own.lists, other.lists[1] ?? ""],
    },
  };
}

/** The peer is the clinic's oracle, sound and unchanged; the hospital's is the one that is tried. */
export async function tryCredential(
  context: TestContext,
  credential: (pair: Pair) => Promise<Credential>,
  trustOf: (pair: Pair, tried: Credential) => Promise<Trusted> = async ({ trust }) => trust,
): Promise<{ asServer: Meeting; asClient: Meeting; explained: Meeting }> {
  const both = await pair();
  const own = await credential(both);
  const trust = await trustOf(both, own);
  const tried = tlsOptions(folderWith(context, own, both.trust));
  const peer = tlsOptions(folderWith(context, await oracle(both.other.intermediate), trust));
  return {
    asServer: await meet(context, tried, peer.client(orgIdOf(HOSPITAL))),
    asClient: await meet(context, peer, tried.client(orgIdOf(CLINIC))),
    explained: await meet(context, peer, tried.client(orgIdOf(CLINIC)), true),
  };
}
