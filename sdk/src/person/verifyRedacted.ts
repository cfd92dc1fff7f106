import { recordCorrectionAbi, recordRegistryAbi } from "../abi/index.ts";
import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import { type FieldDocument, readRedacted } from "../fields/index.ts";
import type { RedactedCopy } from "../mail/index.ts";
import { chainById, consortiumOf } from "../network/index.ts";
import { type RecordState, stateHash, type VerifiedRecord, verifyRecord } from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import type { Person } from "./person.ts";
import { registryAt } from "./places.ts";

/**
 * How the record stands. `unknown`: the reader has no node of the record's chain, so it rests on the signatures alone, and whether
 * the accounts are those of the doctor and the patient it names, nobody has said.
 */
export type RedactedStanding = "present" | "corrected-since" | "erased-since" | "unknown";

export interface VerifiedRedacted {
  readonly document: FieldDocument;
  readonly verified: VerifiedRecord;
  readonly standing: RedactedStanding;
}

/**
 * Verifies a record that was shown in part: signatures of doctor and patient, the commitment's opening to this field root, the root
 * rebuilt from what is shown and the hashes of the rest, and the record's state on chain, the present one or one it has had.
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
  const standing = isMember ? await standingOf(person, chainId, state) : "unknown";
  return { document, verified, standing };
}

async function standingOf(person: Person, chainId: number, state: RecordState): Promise<RedactedStanding> {
  const { recordId, version } = state;
  const reader = person.reader(chainId);
  const hash = stateHash(state);
  if ((await reader.stateHashOf(recordId)) === hash) return "present";
  const contracts = contractsOf(chainById(person.network, chainId));
  const about = { args: { recordId }, fromBlock: 0n, strict: true } as const;
  const registry = { ...about, abi: recordRegistryAbi, address: contracts.recordRegistry } as const;
  const [confirmed, updated, labels] = await reader.ask(async (node) =>
    Promise.all([
      node.getContractEvents({ ...registry, eventName: "RecordConfirmed" }),
      node.getContractEvents({ ...registry, eventName: "ManifestUpdated" }),
      contracts.recordCorrection === undefined
        ? []
        : node.getContractEvents({
            ...about,
            abi: recordCorrectionAbi,
            address: contracts.recordCorrection,
            eventName: "RecordLabelled",
          }),
    ]),
  );
  const states = [...confirmed, ...updated].map(({ args }) => args.state);
  if (!states.some((past) => stateHash(past) === hash)) throw neverHeld();
  const later = labels.map(({ args }) => args.correction).filter((label) => label.version > version);
  if (later.some(({ kind }) => kind === ERASE)) return "erased-since";
  return later.length > 0 ? "corrected-since" : "present";
}

/** Kind of a correction that leaves no content. */
const ERASE = 4;

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
