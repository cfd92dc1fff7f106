import { Readable } from "node:stream";
import { bytes32, chainId, cid, objectReply } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import { z } from "zod";
import type { App } from "../http/createApp.ts";
import { peerOf } from "../peers/peerApp.ts";
import type { Store } from "./createStore.ts";
import { bodyOf } from "./objectRoutes.ts";
import type { Replication } from "./replication.ts";

export interface PeerObjectRoutesOptions {
  readonly store: Store;
  readonly replication: Replication;
}

const params = z.strictObject({ cid });

/** Takes copies of other institutions' sealed files, and gives them back to whoever brought them. */
export function peerObjectRoutes(app: App, { store, replication }: PeerObjectRoutesOptions): void {
  app.route({
    method: "PUT",
    url: "/peer/v1/objects/:cid",
    schema: { params, response: { 200: objectReply } },
    handler: async (request) => {
      const release = await store.reserve(Number(request.headers["content-length"] ?? 0));
      const object = await store.add(bodyOf(request.body), { cid: request.params.cid }).finally(release);
      store.table.setReplica(object.cid, peerOf(request), true);
      return replication.describe(object.cid);
    },
  });

  app.route({
    method: "POST",
    url: "/peer/v1/objects/:cid/records",
    schema: {
      params,
      body: z.strictObject({ records: z.array(z.strictObject({ chainId, recordId: bytes32 })).max(100) }),
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      requireHolder(request.params.cid, peerOf(request));
      for (const record of request.body.records) store.table.link(request.params.cid, record);
      return reply.code(204).send();
    },
  });

  app.route({
    method: "GET",
    url: "/peer/v1/objects/:cid",
    schema: { params },
    handler: async (request, reply) => {
      requireHolder(request.params.cid, peerOf(request));
      const { sizeBytes } = store.stat(request.params.cid);
      return reply
        .header("content-length", sizeBytes)
        .type("application/octet-stream")
        .send(Readable.from(await store.read(request.params.cid), { highWaterMark: 1 }));
    },
  });

  function requireHolder(id: string, orgId: string): void {
    if (store.table.replicasOf(id).some((replica) => replica.orgId === orgId)) return;
    throw new PermissionError(
      "OBJECT_NOT_PERMITTED",
      "Only the organisation that brought an object asks for it here.",
    );
  }
}
