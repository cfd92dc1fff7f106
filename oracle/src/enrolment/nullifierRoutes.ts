import { nullifierBody, nullifierReply, peerNullifierBody } from "@medlattice/sdk/client";
import { nullifierRequestData } from "@medlattice/sdk/enrolment";
import { type SignatureCheck, requireSignature } from "@medlattice/sdk/eip712";
import { PermissionError } from "@medlattice/sdk/errors";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { App } from "../http/createApp.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { createLimiter } from "../people/limiter.ts";
import { peerOf } from "../peers/peerApp.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { EvaluationPolicy } from "./evaluationPolicy.ts";
import type { Evaluate } from "./evaluator.ts";

export interface NullifierRoutesOptions {
  readonly config: OracleConfig;
  readonly evaluate: Evaluate;
  readonly policy: EvaluationPolicy;
  readonly reader: IdentityReader;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/** How far ahead a signed request may be dated, so that a leaked one does not serve for long. */
const DEADLINE_SECONDS = 600;
const UNSIGNED_PER_MINUTE = 60;

/** Evaluation for oracles: the certificate says which organisation asks. */
export function peerNullifierRoutes(app: App, { policy, evaluate }: NullifierRoutesOptions): void {
  app.route({
    method: "POST",
    url: "/peer/v1/nullifiers/evaluate",
    schema: { body: peerNullifierBody, response: { 200: nullifierReply } },
    handler: async (request) => {
      await policy.admit(peerOf(request), request.body);
      return evaluate(request.body);
    },
  });
}

/** Evaluation for issuer keys: first managers, and organisations without an oracle (systems.md F1). */
export function nullifierRoutes(app: App, options: NullifierRoutesOptions): void {
  const { config, policy, evaluate, reader } = options;
  const limit = createLimiter(app, { max: UNSIGNED_PER_MINUTE, timeWindow: "1 minute" });
  const counted = new Map<string, number>();
  app.route({
    method: "POST",
    url: "/v1/nullifiers/evaluations",
    config: { access: "public" },
    schema: {
      summary: "Evaluate a blinded identity for an organisation's issuer key",
      description: "Signed as EIP-712 `NullifierRequest` by the issuer key that the chain names.",
      tags: ["enrolment"],
      body: nullifierBody,
      response: { 200: nullifierReply },
    },
    handler: async (request) => {
      await limit(request);
      const { body } = request;
      const now = options.nowSeconds();
      if (body.deadline < now || body.deadline > now + DEADLINE_SECONDS) throw refused("deadline");
      const chain = config.chains.find(({ chainId }) => chainId === body.chainId);
      if (chain === undefined) throw unknownChain(body.chainId);
      const { issuerKey } = await reader.organization(body.chainId, body.organization);
      if (issuerKey !== body.signer) throw refused("signer");
      const at = { chainId: chain.chainId, identityRegistry: chain.contracts.identityRegistry };
      await requireSignature({
        data: nullifierRequestData(at, body),
        signer: body.signer,
        signature: body.signature,
        check: options.checkSignature,
      });
      // Whoever repeats a request learns nothing new, and must not use up the organisation's day; to another it is new.
      for (const [element, deadline] of counted) if (deadline < now) counted.delete(element);
      const element = `${body.organization}:${body.chainId}:${body.capacity}:${body.blinded}`;
      if (!counted.has(element)) await policy.admit(body.organization, body);
      counted.set(element, body.deadline);
      return evaluate(body);
    },
  });
}

function refused(member: string): PermissionError {
  return new PermissionError(
    "NULLIFIER_REQUEST_REFUSED",
    "The request is not the issuer key's, or out of time.",
    {
      facts: { member },
    },
  );
}
