import type { Hex } from "../codec/index.ts";
import { decodeReencryptionPartial, type Capsule, type ReencryptionPartial } from "../crypto/index.ts";
import type { DealtKey } from "../consent/index.ts";
import { VerificationError } from "../errors/index.ts";
import {
  verifyRecord,
  type RecordEvidence,
  type RecordExpectation,
  type VerifiedRecord,
} from "../record/index.ts";
import { proxyAnswerSchema, type ProxyAnswer } from "./answer-schema.ts";
import { matchKey, requireCovered } from "./match-key.ts";
import type { ProxyAt, ReadOptions } from "./read-types.ts";
import { verifyReceipt } from "./receipts.ts";

/** An answer in which everything but the partial results' proofs was checked; those are, when they do not open. */
export interface CheckedAnswer {
  readonly answer: ProxyAnswer;
  readonly verified: VerifiedRecord;
  readonly key: DealtKey;
  readonly capsule: Capsule;
  readonly partials: { readonly patient: ReencryptionPartial; readonly institution: ReencryptionPartial };
}

/** Checks answers of one access; equal evidence is verified once. `oracle` is the account of the proxy's oracle key. */
export function createAnswerCheck(options: ReadOptions, ownStateHash: Hex | null) {
  const seen = new Map<string, Promise<VerifiedRecord>>();

  function verifyOnce(evidence: RecordEvidence, stateHash: Hex): Promise<VerifiedRecord> {
    const key = `${stateHash} ${JSON.stringify(evidence)}`;
    const known = seen.get(key) ?? verifyEvidence(options, evidence, stateHash);
    seen.set(key, known);
    return known;
  }

  /** @throws VerificationError ANSWER_* | RECEIPT_* | RECORD_* | MANIFEST_* | KEY_NOT_DEALT */
  return async function checkAnswer(proxy: ProxyAt, raw: unknown, oracle: Hex): Promise<CheckedAnswer> {
    const answer = parseAnswer(raw);
    const { accessId, knowledge, grantPackage } = options;
    const { organization, index } = proxy;
    if (answer.accessId !== accessId) throw mismatch("accessId");
    if (answer.organization !== organization) throw mismatch("organization");
    const { patient, institution } = answer.partials;
    if ([answer.index, patient.index, institution.index].some((given) => given !== index))
      throw mismatch("index");
    const { ledger } = knowledge;
    await verifyReceipt({ ledger, receipt: answer.receipt, expected: { accessId, organization, oracle } });
    const verified = await verifyOnce(answer.evidence, ownStateHash ?? answer.stateHash);
    requireCovered(verified.state, grantPackage.coverage);
    const { key, capsule } = matchKey(grantPackage.keys, verified.manifest.value);
    const partials = {
      patient: decodeReencryptionPartial(patient),
      institution: decodeReencryptionPartial(institution),
    };
    return { answer, verified, key, capsule, partials };
  };
}

async function verifyEvidence(
  options: ReadOptions,
  evidence: RecordEvidence,
  stateHash: Hex,
): Promise<VerifiedRecord> {
  const { knowledge, grantPackage, recordId, version, check } = options;
  const { chainId, registryId } = grantPackage.coverage;
  const expected: RecordExpectation = {
    registry: { chainId, registryId, address: knowledge.recordRegistry },
    consentRegistry: knowledge.recordConsentRegistry,
    recordCorrection: knowledge.recordCorrection,
    recordId,
    version,
    chameleonKey: await knowledge.chameleonKeyOf(evidence.state.institution),
    threshold: grantPackage.threshold,
    stateHash,
  };
  return verifyRecord({ evidence, expected, ...(check === undefined ? {} : { check }) });
}

function parseAnswer(raw: unknown): ProxyAnswer {
  const parsed = proxyAnswerSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new VerificationError("ANSWER_INVALID", "A proxy's answer does not have the documented form.", {
    facts: { field: parsed.error.issues[0]?.path.map(String).join(".") ?? "" },
  });
}

function mismatch(member: string): VerificationError {
  return new VerificationError("ANSWER_MISMATCH", "A proxy answered for another access or proxy.", {
    facts: { member },
  });
}
