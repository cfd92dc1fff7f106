import { consentCalls } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { ACTION, type AccessQuery, type Action, prepareAccessRequest } from "../consent/index.ts";
import { SCOPE } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { granteeById } from "./granteeById.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { homeAt } from "./places.ts";

/** How long the signed request may wait for a relayer. */
const REQUEST_WINDOW_SECONDS = 300;

export interface RequestAccessOptions {
  /** The chain on which both have a pseudonym: the institution's own, or the consortium. */
  readonly chainId: number;
  readonly patient: Hex;
  /** How the requester calls himself. */
  readonly name: string;
  readonly reason: string;
  /** Code of a category; null for everything. */
  readonly category: string | null;
  readonly actions: readonly Action[];
  /** Unix seconds: until when access is asked for. */
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
}

/**
 * Asks a patient for access (M11): the request is recorded on chain as a hash, and what is asked for goes to the patient's mailbox,
 * sealed. It gives nothing; the patient answers with a grant or not at all.
 */
export async function requestAccess(
  person: Person,
  options: RequestAccessOptions,
): Promise<{ readonly requestId: Hex; readonly blockNumber: number }> {
  const { chainId, patient, name, reason, category, actions, notAfter, maxUses } = options;
  const home = homeAt(person.network, chainId);
  const { personId, signer } = person.pseudonymOn(chainId);
  const oracle = await homeOracle(person, chainId);
  const { recipient } = await granteeById(person, { chainId, personId: patient, name: "" });
  const query: Omit<AccessQuery, "format" | "requester" | "salt"> = {
    name,
    reason,
    scopeKind: category === null ? SCOPE.everything : SCOPE.category,
    category,
    actions: actions.reduce((bits, action) => bits | ACTION[action], 0),
    notAfter,
    maxUses,
  };
  const prepared = await prepareAccessRequest(
    { home, personId, signer },
    { patient, query, recipient, deadline: Math.floor(Date.now() / 1000) + REQUEST_WINDOW_SECONDS },
  );
  const { message, signature, requestId, sealed } = prepared;
  const call = consentCalls.requestAccess(home.consentRegistry, message, signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  await oracle.mailbox.send(patient, { messageId: newId(), kind: "access-request", sealed });
  return { requestId, blockNumber };
}
