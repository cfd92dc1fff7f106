import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { openInstitutionPart } from "../manifest/index.ts";
import { chainById } from "../network/index.ts";
import { type ReviewedProposal, reviewProposal } from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { ownSealingLeaf } from "./keyManifest.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

export interface OwnRecord {
  readonly chainId: number;
  readonly recordId: Hex;
  /** Wait until the oracle has seen this block. */
  readonly atLeastBlock?: number;
}

/**
 * The patient's look at a record of one's own, proposed or confirmed (M8): everything is verified, and it is opened with the patient's
 * part and the part that the institution releases to the patient alone.
 */
export async function reviewRecord(
  person: Person,
  { chainId, recordId, atLeastBlock }: OwnRecord,
): Promise<ReviewedProposal> {
  const institution = institutionOf(person.network, chainId);
  const { consentRegistry, recordCorrection } = contractsOf(chainById(person.network, chainId));
  const oracle = await person.oracle(institution, chainId);
  const reader = person.reader(chainId);
  const registry = registryAt(person.network, chainId);
  const at = atLeastBlock === undefined ? {} : { atLeastBlock };
  const [evidence, recipient, identity, chameleonKey] = await Promise.all([
    oracle.records.evidence(recordId, at),
    ownSealingLeaf(person, chainId),
    ownIdentities(person),
    reader.chameleonKeyOf(institution),
  ]);
  const { version } = evidence.state;
  const record = { registryId: registry.registryId, chainId, recordId, version };
  const [released, { cid }, stateHash] = await Promise.all([
    oracle.institution.part(recordId, { version, recipient }),
    oracle.records.address(recordId),
    reader.stateHashOf(recordId),
  ]);
  const institutionPart = await openInstitutionPart({ sealed: released, identity, record });
  const review = () =>
    reviewProposal({
      evidence,
      expected: {
        registry,
        consentRegistry,
        recordCorrection,
        recordId,
        version,
        chameleonKey,
        threshold: person.network.proxyThreshold,
        stateHash,
      },
      check: checkThrough(person, chainId),
      sealed: oracle.objects.get(cid),
      master: person.master,
      institutionPart,
      context: {
        categories: person.keyPlan.categories,
        isAuthorInGoodStanding: (signer, author) =>
          reader.isInGoodStanding(toAddress(signer), toAddress(author)),
      },
    });
  return await untilRepaired(review);
}

/** How long an institution may take to fetch a damaged file from the provider that has its copy. */
const REPAIR_MS = 15_000;
const PAUSE_MS = 500;

/** On a private chain nobody but the institution knows the patient, so there is no other provider to ask. */
async function untilRepaired<T>(review: () => Promise<T>): Promise<T> {
  const end = performance.now() + REPAIR_MS;
  for (;;) {
    try {
      return await review();
    } catch (error) {
      const isDamaged = error instanceof MedLatticeError && error.code === "OBJECT_DAMAGED";
      if (!isDamaged || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function toAddress(text: string): Hex {
  return `0x${text.slice(2)}`;
}
