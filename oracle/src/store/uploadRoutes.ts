import { objectReply, uploadBody, uploadReply } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { bodyOf, requireWriter } from "./objectRoutes.ts";
import type { Replication } from "./replication.ts";
import type { Upload, Uploads } from "./uploads.ts";
import { UPLOAD_PART_BYTES } from "./writePart.ts";

export interface UploadRoutesOptions {
  readonly uploads: Uploads;
  readonly replication: Replication;
  readonly orgId: Hex;
}

const uploadParams = z.strictObject({ uploadId: z.uuid() });

/** Sealed files in parts, each signed by itself; after a break the client asks where to go on. */
export function uploadRoutes(app: App, options: UploadRoutesOptions): void {
  const { uploads, replication } = options;

  app.route({
    method: "POST",
    url: "/v1/uploads",
    config: { access: "session" },
    schema: {
      summary: "Begin an upload in parts",
      tags: ["objects"],
      body: uploadBody,
      response: { 201: uploadReply },
    },
    handler: async (request, reply) => {
      const session = requireWriter(sessionOf(request), options.orgId);
      const { sizeBytes, sha256 } = request.body;
      return reply.code(201).send(describe(await uploads.begin(session, sizeBytes, sha256)));
    },
  });

  app.route({
    method: "GET",
    url: "/v1/uploads/:uploadId",
    config: { access: "session" },
    schema: {
      summary: "How far an upload is",
      tags: ["objects"],
      params: uploadParams,
      response: { 200: uploadReply },
    },
    handler: async (request) => describe(uploads.get(request.params.uploadId, sessionOf(request))),
  });

  app.route({
    method: "PUT",
    url: "/v1/uploads/:uploadId",
    config: { access: "session" },
    schema: {
      summary: "Append a part at `offset` (application/octet-stream)",
      tags: ["objects"],
      params: uploadParams,
      querystring: z.strictObject({ offset: z.coerce.number().pipe(z.int().nonnegative()) }),
      response: { 200: uploadReply },
    },
    handler: async (request) => {
      const { offset } = request.query;
      const upload = await uploads.append(
        request.params.uploadId,
        sessionOf(request),
        offset,
        bodyOf(request.body),
      );
      return describe(upload);
    },
  });

  app.route({
    method: "POST",
    url: "/v1/uploads/:uploadId/object",
    config: { access: "session" },
    schema: {
      summary: "Finish an upload: check the whole and store it by its CID",
      tags: ["objects"],
      params: uploadParams,
      response: { 201: objectReply },
    },
    handler: async (request, reply) => {
      const cid = await uploads.finish(request.params.uploadId, sessionOf(request));
      replication.schedule(cid);
      return reply.code(201).send(replication.describe(cid));
    },
  });
}

function describe(upload: Upload): z.infer<typeof uploadReply> {
  const { uploadId, sizeBytes, receivedBytes } = upload;
  return { uploadId, sizeBytes, receivedBytes, partBytes: UPLOAD_PART_BYTES };
}
