import type { Identities } from "@medlattice/sdk/envelope";
import { addressReply, bytes32, oneQuery, signedDocument } from "@medlattice/sdk/client";
import { documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { manifestSchema, openAddress } from "@medlattice/sdk/manifest";
import type { Hex } from "viem";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { OpenAccess } from "./createOpenAccess.ts";
import type { ReadableRecords } from "./readableRecords.ts";
import type { AcceptManifestOptions } from "./acceptManifest.ts";
import { acceptManifest } from "./acceptManifest.ts";
import type { ManifestTable } from "./manifestTable.ts";

export interface ManifestRoutesOptions {
  readonly table: ManifestTable;
  readonly queries: IndexQueries;
  readonly readable: ReadableRecords;
  readonly openAccess: OpenAccess;
  readonly accept: (chainId: number) => AcceptManifestOptions | undefined;
  readonly orgId: Hex;
  readonly sealingIdentity: Identities;
  /** Links the sealed file to the record and has both copied to the other provider and the authority. */
  readonly onAccepted: (manifestHash: Hex, record: { chainId: number; recordId: Hex }, cid: string) => void;
  /** Writes several rows as one. */
  readonly atOnce: (work: () => void) => void;
  readonly nowSeconds: () => number;
}

const tags = ["records"];

/** Manifests as stored bytes (their hash is what the chain keeps), and the address they seal (systems.md M10). */
export function manifestRoutes(app: App, options: ManifestRoutesOptions): void {
  const { table, readable } = options;

  app.route({
    method: "PUT",
    url: "/v1/manifests/:manifestHash",
    config: { access: "session" },
    schema: {
      summary: "Store a signed manifest under the keccak-256 of its bytes",
      tags,
      params: z.strictObject({ manifestHash: bytes32 }),
      body: signedDocument,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const session = sessionOf(request);
      const { manifestHash } = request.params;
      if (table.find(manifestHash) === undefined) {
        const accept = options.accept(session.chainId);
        if (accept === undefined) throw unknownChain(session.chainId);
        const signed = { ...request.body, signer: lower(request.body.signer) };
        const { stored, address } = await acceptManifest(accept, session, manifestHash, signed);
        options.atOnce(() => {
          table.put(stored, options.nowSeconds());
          options.onAccepted(manifestHash, stored, address.cid);
        });
      }
      return reply.code(204).send();
    },
  });

  app.route({
    method: "GET",
    url: "/v1/manifests/:manifestHash",
    config: { access: "session" },
    schema: {
      summary:
        "A manifest, for the record's patient, author, doctor of the treatment, or a reader with an access",
      tags,
      params: z.strictObject({ manifestHash: bytes32 }),
      querystring: z.strictObject({ accessId: bytes32.optional() }),
      response: { 200: signedDocument },
    },
    handler: async (request) => {
      const manifest = table.find(request.params.manifestHash);
      if (manifest === undefined) throw manifestNotFound();
      const [session, { accessId }] = [sessionOf(request), request.query];
      if (readable.mayReadManifest(session, manifest)) return manifest.signed;
      if (accessId !== undefined && (await options.openAccess(session, accessId, manifest)))
        return manifest.signed;
      throw manifestNotFound();
    },
  });

  app.route({
    method: "GET",
    url: "/v1/records/:recordId/address",
    config: { access: "session" },
    schema: {
      summary:
        "Where the sealed file is, for its patient, and for its author until the patient has confirmed",
      tags,
      params: z.strictObject({ recordId: bytes32 }),
      querystring: oneQuery,
      response: { 200: addressReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      const entry = options.queries.record(session.chainId, request.params.recordId);
      if (entry === undefined || !readable.mayReadContent(session, entry.state)) throw recordNotFound();
      const manifest = table.find(entry.state.manifestHash);
      if (manifest === undefined) throw manifestNotFound();
      const { value } = parseStoredJson(manifestSchema, documentBytes(manifest.signed));
      const address = await openAddress({
        manifest: value,
        organization: options.orgId,
        identity: options.sealingIdentity,
      });
      return { cid: address.cid, providers: [...address.providers] };
    },
  });
}

export function manifestNotFound(): InvalidInputError {
  return new InvalidInputError("MANIFEST_NOT_FOUND", "There is no such manifest here for you.", {
    hints: ["The record may have changed: fetch its present state first."],
  });
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
