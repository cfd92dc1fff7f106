import { contractsOf, type StateStanding, stateStanding } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { type FieldDocument, readRedacted } from "../fields/index.ts";
import type { RedactedCopy } from "../mail/index.ts";
import { chainById, consortiumOf } from "../network/index.ts";
import { type RecordState, stateHash, type VerifiedRecord, verifyRecord } from "../record/index.ts";
import { type AttestedStanding, attestedStanding } from "./attestedStanding.ts";
import { checkThrough } from "./checkThrough.ts";
import type { Person } from "./person.ts";
import { registryAt } from "./places.ts";

/**
 * How the record stands. `unknown`: the reader has no node of the record's chain and its institution did not answer, so it rests on the
 * signatures alone, and whether the accounts are those of the doctor and the patient it names, nobody has said.
 */
export type RedactedStanding = StateStanding | "unknown";

export interface VerifiedRedacted {
  readonly document: FieldDocument;
  readonly verified: VerifiedRecord;
  readonly standing: RedactedStanding;
  /** The institution's signed word that the standing rests on; null where the reader's own node says it, or nobody does. */
  readonly attested: AttestedStanding | null;
}

/**
 * Verifies a record that was shown in part: signatures of doctor and patient, the commitment's opening to this field root, the root
 * rebuilt from what is shown and the hashes of the rest, and the record's state on chain, the present one or one it has had. Where the reader
 * has no node of that chain, the record's institution is asked and signs what it says.
 *
 * @throws VerificationError REDACTED_ROOT_MISMATCH | REDACTED_INVALID | RECORD_STATE_MISMATCH | those of `verifyRecord`
 */
export async function verifyRedacted(
  person: Person,
  { record, evidence, redacted }: Pick<RedactedCopy, "record" | "evidence" | "redacted">,
): Promise<VerifiedRedacted> {
  const { network } = person;
  const { state } = evidence;
  const { chainId, recordId, version } = record;
  const isMember = hasPseudonymOn(person, chainId);
  const keys = person.reader(isMember ? chainId : consortiumOf(network).chainId);
  const { consentRegistry, recordCorrection } = contractsOf(chainById(network, chainId));
  const verified = await verifyRecord({
    evidence,
    expected: {
      registry: registryAt(network, chainId),
      consentRegistry,
      recordCorrection,
      recordId,
      version,
      chameleonKey: await keys.chameleonKeyOf(state.institution),
      threshold: network.proxyThreshold,
      stateHash: stateHash(state),
    },
    check: checkThrough(person, chainId),
  });
  const document = await readRedacted(redacted);
  if (document.root !== verified.manifest.value.content.fieldRoot) {
    throw new VerificationError("REDACTED_ROOT_MISMATCH", "What is shown is not part of this record.", {
      hints: ["It was changed after the patient had made it, or belongs to another record or version."],
    });
  }
  if (isMember) {
    return { document, verified, standing: await standingOnChain(person, chainId, state), attested: null };
  }
  const attested = await attestedStanding(person, chainId, state);
  return { document, verified, standing: attested?.standing ?? "unknown", attested };
}

async function standingOnChain(
  person: Person,
  chainId: number,
  state: RecordState,
): Promise<RedactedStanding> {
  const contracts = contractsOf(chainById(person.network, chainId));
  const standing = await person.reader(chainId).ask((node) => stateStanding(node, contracts, state));
  if (standing === null) throw neverHeld();
  return standing;
}

function neverHeld(): VerificationError {
  return new VerificationError(
    "RECORD_STATE_MISMATCH",
    "The chain has never held the record in this state.",
    {
      hints: ["Ask the patient for a new copy; if it stays so, the evidence is made up."],
    },
  );
}

function hasPseudonymOn(person: Person, chainId: number): boolean {
  return person.pseudonyms.some(
    (pseudonym: { readonly chainId: number; readonly personId: Hex }) => pseudonym.chainId === chainId,
  );
}
