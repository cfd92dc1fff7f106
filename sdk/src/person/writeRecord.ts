import { contractsOf, recordCalls } from "../chain/index.ts";
import { type ByteSource, type Hex } from "../codec/index.ts";
import { contractDomain } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type CategoryKey, readCategoryLeaf, sealingKey, verifyDisclosure } from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import { type Appointment, newId, prepareProposal } from "../record/index.ts";
import type { Person } from "./person.ts";
import { proxiesOf, registryAt } from "./places.ts";

export interface WriteRecordOptions {
  /** The treatment it belongs to, as the manager sealed it to the doctor (F3). */
  readonly appointment: Appointment;
  /** One of the categories whose key the patient gave along. */
  readonly category: string;
  readonly content: ByteSource;
  readonly mediaType: string;
  /** Bytes of the sealed file stored so far, and in all. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

export interface WrittenRecord {
  readonly recordId: Hex;
  /** Block of the proposal on the private chain. */
  readonly blockNumber: number;
  readonly sealedSizeBytes: number;
}

/**
 * The doctor's half of steps 2 to 4: seals the content to patient and institution, stores it with the institution's oracle and
 * proposes the record (M8, F4).
 */
export async function writeRecord(person: Person, options: WriteRecordOptions): Promise<WrittenRecord> {
  const { appointment } = options;
  const { chainId, institution, treatmentId, patient } = appointment;
  const oracle = await person.oracle(institution, chainId);
  const registry = registryAt(person.network, chainId);
  const author = person.pseudonymOn(chainId);
  const recordId = newId();
  const deal = await oracle.institution.deal(recordId, { version: 0 });
  const { recipient } = await sealingKey(person.master, person.keyPlan.receiveEpoch);
  const prepared = await prepareProposal({
    plaintext: options.content,
    mediaType: options.mediaType,
    registry,
    recordId,
    treatmentId,
    author: { personId: author.personId, signer: author.signer, recipient },
    patient: { personId: patient, categoryKey: await categoryKeyOf(person, options) },
    institution: {
      orgId: institution,
      chameleonKey: await person.reader(chainId).chameleonKeyOf(institution),
      deal,
    },
    proxies: proxiesOf(person.network),
    store: async (sealed) => {
      const info = await oracle.objects.put(await new Response(sealed).blob(), {
        onProgress: options.onProgress,
      });
      return { cid: info.cid, providers: info.providers.map(({ organization }) => organization) };
    },
  });
  await oracle.records.putManifest(prepared.manifest.stored.hash, prepared.manifest.signed);
  const call = recordCalls.propose(registry.address, prepared.proposal, prepared.signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { recordId, blockNumber, sealedSizeBytes: prepared.facts.sealedSizeBytes };
}

/** The key of the category, as the patient signed it and the registry knows it. */
async function categoryKeyOf(
  person: Person,
  { appointment, category }: WriteRecordOptions,
): Promise<CategoryKey> {
  const { chainId, patient } = appointment;
  const disclosure = appointment.keys.find(({ leaf }) => leaf.kind === "category" && leaf.label === category);
  if (disclosure === undefined) {
    throw new InvalidInputError(
      "CATEGORY_NOT_DISCLOSED",
      `The patient gave no key for the category “${category}”.`,
      {
        hints: [
          `Keys at hand: ${appointment.keys
            .filter(({ leaf }) => leaf.kind === "category")
            .map(({ leaf }) => leaf.label)
            .join(", ")}.`,
          "The patient can add a key to the appointment.",
        ],
        facts: { category },
      },
    );
  }
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  const leaf = await verifyDisclosure({
    disclosure,
    expected: { personId: patient, root: await person.reader(chainId).keyManifestRootOf(patient) },
    domain: contractDomain({ contract: "IdentityRegistry", chainId, address: identityRegistry }),
  });
  return readCategoryLeaf(leaf);
}
