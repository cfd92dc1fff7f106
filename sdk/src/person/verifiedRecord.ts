import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { chainById } from "../network/index.ts";
import {
  type RecordEvidence,
  type RecordExpectation,
  type VerifiedRecord,
  verifyRecord,
} from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

export interface WhichRecord {
  readonly chainId: number;
  readonly recordId: Hex;
  /** Wait until the oracle has seen this block. */
  readonly atLeastBlock?: number | undefined;
}

/** What the person's own node and the network description say of a record, for `verifyRecord`. */
export async function expectationOf(
  person: Person,
  chainId: number,
  { state }: Pick<RecordEvidence, "state">,
): Promise<RecordExpectation> {
  const reader = person.reader(chainId);
  const { consentRegistry, recordCorrection } = contractsOf(chainById(person.network, chainId));
  const [chameleonKey, stateHash] = await Promise.all([
    reader.chameleonKeyOf(institutionOf(person.network, chainId)),
    reader.stateHashOf(state.recordId),
  ]);
  return {
    registry: registryAt(person.network, chainId),
    consentRegistry,
    recordCorrection,
    recordId: state.recordId,
    version: state.version,
    chameleonKey,
    threshold: person.network.proxyThreshold,
    stateHash,
  };
}

/** A record of the person's own, or one that the person writes for, with everything about it verified but its content. */
export async function verifiedRecord(
  person: Person,
  { chainId, recordId, atLeastBlock }: WhichRecord,
): Promise<VerifiedRecord & { readonly evidence: RecordEvidence }> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const evidence = await oracle.records.evidence(
    recordId,
    atLeastBlock === undefined ? {} : { atLeastBlock },
  );
  const expected = { ...(await expectationOf(person, chainId, evidence)), recordId };
  return { ...(await verifyRecord({ evidence, expected, check: checkThrough(person, chainId) })), evidence };
}

/** Where a chain's corrections are made. @throws InvalidInputError CHAIN_WITHOUT_CORRECTIONS */
export function correctionAt(person: Pick<Person, "network">, chainId: number): Hex {
  const chain = chainById(person.network, chainId);
  const { recordCorrection } = contractsOf(chain);
  if (recordCorrection !== undefined) return recordCorrection;
  throw new InvalidInputError(
    "CHAIN_WITHOUT_CORRECTIONS",
    `Records of the chain ${chain.name} cannot be corrected: it has no contract for that.`,
    { facts: { chainId } },
  );
}
