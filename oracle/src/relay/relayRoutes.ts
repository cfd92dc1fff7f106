import { relayBody, relayReply } from "@medlattice/sdk/client";
import { PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { SessionContext } from "../http/access.ts";
import type { App } from "../http/createApp.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { requireAllowedCall } from "./allowedCalls.ts";
import { type Relay, unknownChain } from "./createRelay.ts";

export interface RelayRoutesOptions {
  readonly relay: Relay;
  readonly chains: ReadonlyMap<number, OracleChain>;
  readonly anonymousPerMinute: number;
}

/** Carries signed calls to the chain for people who hold no tokens (systems.md F9, rule 21). */
export function relayRoutes(app: App, options: RelayRoutesOptions): void {
  const anonymousLimit = app.createRateLimit({ max: options.anonymousPerMinute, timeWindow: "1 minute" });
  app.route({
    method: "POST",
    url: "/v1/relay",
    config: { access: "session-or-public" },
    schema: {
      summary: "Send a call that carries its person's signature",
      description:
        "Allow-listed functions of MedLattice's contracts only. The call is tried first; a refusal is told in words and " +
        "nothing is sent. The same idempotencyKey gives the same outcome again.",
      tags: ["relay"],
      body: relayBody,
      response: { 200: relayReply },
    },
    handler: async (request) => {
      const { chainId, to, data } = request.body;
      const chain = options.chains.get(chainId);
      if (chain === undefined) throw unknownChain(chainId);
      const call = requireAllowedCall(chain.config, to, data);
      const owner = ownerOf(request.session, chainId, call.needsLogin);
      if (owner === ANYONE) {
        const limit = await anonymousLimit(request);
        if (!limit.isAllowed && limit.isExceeded) throw tooMany();
      }
      request.log.info({ chainId, function: call.functionName }, "relay");
      return options.relay.relay(owner, request.body);
    },
  });
}

const ANYONE = "anyone";

/** A session serves the chain it was opened for: using it on another would tie two pseudonyms together (rule 1). */
function ownerOf(session: SessionContext | null, chainId: number, needsLogin: boolean): string {
  if (session?.chainId === chainId) return session.personId;
  if (!needsLogin) return ANYONE;
  throw new PermissionError("RELAY_NEEDS_LOGIN", "This call needs a login on the chain it goes to.", {
    facts: { chainId },
    hints: ["Log in with the identity you have on that chain."],
  });
}

function tooMany(): UnavailableError {
  return new UnavailableError("RATE_LIMITED", "Too many calls without a login.", {
    hints: ["Wait a minute, or log in."],
  });
}
