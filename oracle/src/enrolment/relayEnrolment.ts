import { createHash } from "node:crypto";
import { identityCalls } from "@medlattice/sdk/chain";
import type { RelayResult } from "@medlattice/sdk/client";
import { credentialHash } from "@medlattice/sdk/eip712";
import type { IssuedCredential } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { Relay } from "../relay/createRelay.ts";

const OWNER = "desk";

/** Sends `enroll` for a person and her issuer; the same credential is never sent twice. */
export async function relayEnrolment(
  relay: Relay,
  chain: ChainConfig,
  { credential, signature }: IssuedCredential,
  controllerSignature: Hex,
): Promise<RelayResult> {
  const idempotencyKey = createHash("sha256")
    .update(credentialHash(credential))
    .update(controllerSignature)
    .digest("base64url");
  return relay.relay(OWNER, {
    chainId: chain.chainId,
    ...identityCalls.enroll(chain.contracts.identityRegistry, credential, signature, controllerSignature),
    idempotencyKey,
  });
}
