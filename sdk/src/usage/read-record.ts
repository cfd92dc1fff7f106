import { toHex, type Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { createAnswerCheck, type CheckedAnswer } from "./check-answer.ts";
import {
  failureOf,
  inOrderOfArrival,
  recordChanged,
  TooFewProxiesError,
  type ProxyFailure,
} from "./collect.ts";
import { fetchContent } from "./fetch-content.ts";
import { openParts } from "./open-parts.ts";
import type { ReadOptions, ReadResult } from "./read-types.ts";
import { takeTurns } from "./take-turns.ts";

/**
 * Steps 7 and 8 of the record's path: asks the proxies, in their order where some are held in reserve, checks each answer as it comes, opens both parts from the first
 * t honest ones that agree on the record, and verifies state, signatures, commitment and digest before any content is handed
 * out. A proxy that fails, refuses or lies is named with the reason and left out.
 *
 * @throws TooFewProxiesError READ_TOO_FEW_PROXIES with the reason of each proxy
 * @throws NoCopyError READ_NO_COPY | UnavailableError READ_RECORD_CHANGED
 * @throws VerificationError READ_WRONG_KEY | CAPSULE_UNOPENABLE when honest answers do not open
 */
export async function readRecord(options: ReadOptions): Promise<ReadResult> {
  const { grantPackage, accessId, ownOrganization, transport, knowledge } = options;
  requireOwnKey(options);
  const ownStateHash = knowledge.stateHashOf === null ? null : await knowledge.stateHashOf(options.recordId);
  const checkAnswer = createAnswerCheck(options, ownStateHash);
  const proxies = grantPackage.proxies.filter(({ organization }) => organization !== ownOrganization);
  const abort = new AbortController();
  const failures: ProxyFailure[] = [];
  let usable: CheckedAnswer[] = [];
  const turns = takeTurns(proxies.length, {
    first: options.reserveAfterMs === undefined ? proxies.length : grantPackage.threshold,
    reserveAfterMs: options.reserveAfterMs ?? 0,
  });
  try {
    const questions = proxies.map(async (proxy, position) => {
      await turns.at(position);
      const [answer, oracle] = await Promise.all([
        transport.ask(proxy, accessId, abort.signal),
        knowledge.oracleOf(proxy.organization),
      ]);
      return checkAnswer(proxy, answer, oracle);
    });
    for await (const { position, result } of inOrderOfArrival(questions)) {
      if (result.status === "rejected") {
        failures.push(failureOf(proxies[position]?.organization ?? ownOrganization, result.reason));
        turns.next();
        continue;
      }
      usable.push(result.value);
      const group = agreeing(usable, result.value);
      if (group.length < usable.length) turns.next();
      if (group.length < grantPackage.threshold) continue;
      const { parts, liars } = await openParts(options, group);
      failures.push(...liars.map(({ answer }) => lie(answer.organization)));
      liars.forEach(() => turns.next());
      usable = usable.filter((checked) => !liars.includes(checked));
      if (parts === null) continue;
      const honest = group.filter((checked) => !liars.includes(checked));
      const fetched = await fetchContent(options, honest, parts);
      return {
        content: fetched.content,
        fileKey: fetched.fileKey,
        verified: result.value.verified,
        stateFrom: ownStateHash === null ? "proxies" : "node",
        failures: [...failures, ...fetched.failures],
        receipts: honest.map(({ answer }) => answer.receipt),
      };
    }
  } finally {
    turns.end();
    abort.abort();
  }
  if (await hasChanged(options, usable, ownStateHash)) throw recordChanged();
  throw new TooFewProxiesError(grantPackage.threshold, usable.length, failures);
}

/** Whether enough have answered, only of different states, or the reader's own node is at another one now. */
async function hasChanged(
  { grantPackage, knowledge, recordId }: ReadOptions,
  usable: readonly CheckedAnswer[],
  ownStateHash: Hex | null,
): Promise<boolean> {
  const states = new Set(usable.map(({ answer }) => answer.stateHash));
  if (usable.length >= grantPackage.threshold && states.size > 1) return true;
  return knowledge.stateHashOf !== null && (await knowledge.stateHashOf(recordId)) !== ownStateHash;
}

/** Answers that say the same of the record as `newest`: what one proxy alone claims counts for nothing. */
function agreeing(usable: readonly CheckedAnswer[], newest: CheckedAnswer): CheckedAnswer[] {
  const { stateHash } = newest.answer;
  return usable.filter(({ answer }) => answer.stateHash === stateHash);
}

function lie(organization: Hex): ProxyFailure {
  const message = "The proxy's answer is not what its share makes.";
  return { organization, code: "PARTIAL_INVALID", message };
}

/** The grant's shares are for one key; with another, all the proxies' work would be for nothing. */
function requireOwnKey({ grantPackage, opener }: ReadOptions): void {
  if (toHex(opener.y) === grantPackage.granteeY) return;
  throw new VerificationError("READ_WRONG_KEY", "The grant was dealt to another key than the one at hand.", {
    hints: ["The reader has changed keys since: ask the patient for a new grant."],
  });
}
