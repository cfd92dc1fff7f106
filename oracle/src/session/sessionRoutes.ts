import { randomBytes } from "node:crypto";
import { challengeReply, loginBody, sessionReply } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { sessionOf } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import { verifyContentDigest } from "../http/verifyContentDigest.ts";
import { type AuthenticateOptions, signedRequest } from "./authenticate.ts";
import { importSessionKey } from "./importSessionKey.ts";
import { type LoginDependencies, login } from "./login.ts";
import { parseSignatureHeaders } from "./parseSignatureHeaders.ts";
import { verifyRequestSignature } from "./verifyRequestSignature.ts";

const CHALLENGE_SECONDS = 300;

export interface SessionRoutesOptions extends AuthenticateOptions {
  readonly login: Omit<LoginDependencies, "publicUrl" | "domains"> & {
    readonly domains: () => ReadonlySet<string>;
  };
}

/** Login by ERC-4361, and what a session says of itself. */
export function sessionRoutes(app: App, options: SessionRoutesOptions): void {
  app.route({
    method: "POST",
    url: "/v1/session/challenges",
    config: { access: "public" },
    schema: {
      summary: "Ask for the nonce of a login message",
      tags: ["session"],
      response: { 201: challengeReply },
    },
    handler: async (_request, reply) => {
      const serverTime = options.nowSeconds();
      const nonce = randomBytes(16).toString("hex");
      const expiresAt = serverTime + CHALLENGE_SECONDS;
      options.store.addChallenge(nonce, expiresAt);
      return reply.code(201).send({ nonce, expiresAt, serverTime });
    },
  });

  app.route({
    method: "POST",
    url: "/v1/session",
    config: { access: "public" },
    schema: {
      summary: "Log in: the wallet signed the message, the session key signs this request",
      tags: ["session"],
      body: loginBody,
      response: { 201: sessionReply },
    },
    preParsing: async (request, _reply, payload) => {
      const { contentSha256 } = parseSignatureHeaders(request.headers);
      return contentSha256 === null ? payload : verifyContentDigest(payload, contentSha256);
    },
    handler: async (request, reply) => {
      const { message, signature, sessionKey } = request.body;
      const now = options.nowSeconds();
      const parsed = parseSignatureHeaders(request.headers);
      const { publicKey, keyId } = importSessionKey(sessionKey);
      if (parsed.keyId !== keyId) throw otherKey();
      verifyRequestSignature(parsed, signedRequest(request, options.publicUrl()), publicKey, now);
      options.nonces.take(keyId, parsed.nonce, parsed.createdSeconds);
      const session = await login(
        { ...options.login, publicUrl: options.publicUrl(), domains: options.login.domains() },
        { message, signature, sessionKey, keyId },
      );
      const { chainId, personId, controller, expiresAt } = session;
      const { role, organization } = await options.controllers.require({ chainId, personId, controller });
      request.log.info({ chainId, role }, "login");
      return reply.code(201).send({ keyId, chainId, personId, controller, role, organization, expiresAt });
    },
  });

  app.route({
    method: "GET",
    url: "/v1/session",
    config: { access: "session" },
    schema: {
      summary: "The session this request was signed in",
      tags: ["session"],
      response: { 200: sessionReply },
    },
    handler: async (request) => {
      const session = sessionOf(request);
      return { ...session, expiresAt: options.store.get(session.keyId, options.nowSeconds()).expiresAt };
    },
  });

  app.route({
    method: "DELETE",
    url: "/v1/session",
    config: { access: "session" },
    schema: { summary: "Log out", tags: ["session"], response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      options.store.remove(sessionOf(request).keyId);
      return reply.code(204).send();
    },
  });
}

function otherKey(): PermissionError {
  return new PermissionError(
    "SIGNATURE_MALFORMED",
    "The request must be signed by the session key it brings.",
    {
      facts: { member: "keyid" },
    },
  );
}
