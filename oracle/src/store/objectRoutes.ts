import { Readable } from "node:stream";
import { bytes32, cid, objectReply } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { z } from "zod";
import { type SessionContext, sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { Store } from "./createStore.ts";
import { parseRange } from "./parseRange.ts";
import type { ObjectAccess } from "./objectAccess.ts";
import type { Replication } from "./replication.ts";

export interface ObjectRoutesOptions {
  readonly store: Store;
  readonly access: ObjectAccess;
  readonly replication: Replication;
  readonly orgId: Hex;
  /** Writes several rows as one. */
  readonly atOnce: (work: () => void) => void;
}

const objectParams = z.strictObject({ cid });
const objectQuery = z.strictObject({
  /** Of the reader's access, on the session's chain. */
  accessId: bytes32.optional(),
});

/** Sealed files by CID: taken from members of this institution, given to whom the chain says may read. */
export function objectRoutes(app: App, options: ObjectRoutesOptions): void {
  const { store, access, replication } = options;

  app.route({
    method: "POST",
    url: "/v1/objects",
    config: { access: "session" },
    schema: {
      summary: "Store a sealed file; the body is the file (application/octet-stream)",
      tags: ["objects"],
      response: { 201: objectReply },
    },
    handler: async (request, reply) => {
      const session = requireWriter(sessionOf(request), options.orgId);
      const release = await store.reserve(Number(request.headers["content-length"] ?? 0));
      const object = await store.add(bodyOf(request.body)).finally(release);
      options.atOnce(() => {
        store.table.addOwner(object.cid, session);
        replication.schedule(object.cid);
      });
      return reply.code(201).send(replication.describe(object.cid));
    },
  });

  app.route({
    method: "GET",
    url: "/v1/objects/:cid/info",
    config: { access: "session" },
    schema: {
      summary: "Size and copies of an object",
      tags: ["objects"],
      params: objectParams,
      querystring: objectQuery,
      response: { 200: objectReply },
    },
    handler: async (request) => {
      await access.requireReader(sessionOf(request), request.params.cid, request.query.accessId);
      return replication.describe(request.params.cid);
    },
  });

  app.route({
    method: "GET",
    url: "/v1/objects/:cid",
    config: { access: "session" },
    schema: {
      summary: "Fetch a sealed file, or a range of it",
      tags: ["objects"],
      params: objectParams,
      querystring: objectQuery,
    },
    handler: async (request, reply) => {
      await access.requireReader(sessionOf(request), request.params.cid, request.query.accessId);
      const { cid: id, sizeBytes } = store.stat(request.params.cid);
      const range = parseRange(request.headers.range, sizeBytes);
      const length = range?.length ?? sizeBytes;
      // Its beginning is read before anything is answered: of a damaged file the reader is told in words.
      const content = await begun(await store.read(id, range));
      reply
        .header("content-length", length)
        .header("accept-ranges", "bytes")
        .header("etag", `"${id}"`)
        .header("cache-control", "private, no-transform")
        .type("application/octet-stream");
      if (range !== undefined) {
        reply
          .code(206)
          .header("content-range", `bytes ${range.offset}-${range.offset + length - 1}/${sizeBytes}`);
      }
      return reply.send(Readable.from(content, { highWaterMark: 1 }));
    },
  });
}

/** Bytes whose first piece has been read already. @throws what reading it throws */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      if (first.done === true) return;
      yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
}

/** The body of a route that takes octets: a stream, or nothing at all. */
export function bodyOf(body: unknown): AsyncIterable<Uint8Array> {
  return body instanceof Readable ? body : Readable.from([]);
}

/** Only people of this institution put files here; others use their own. */
export function requireWriter(session: SessionContext, orgId: Hex): SessionContext {
  if (session.organization === orgId) return session;
  throw new PermissionError(
    "WRITER_NOT_PERMITTED",
    "Only people enrolled at this institution store files here.",
    {
      hints: ["Use the oracle of the institution that enrolled you."],
    },
  );
}
