import { randomBytes } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hex } from "@medlattice/sdk/codec";
import { confirmedState, proposedState, type RecordState } from "@medlattice/sdk/record";
import { signature64, signature65 } from "./key.ts";
import { call, type Person, type World } from "./world.ts";
import { digester, structHasher } from "./typedHash.ts";

/** A batch is what a ward sends: so many records of one patient, then of the next. */
export const RECORDS_OF_A_PATIENT = 10;
const ZERO: Hex = `0x${"00".repeat(32)}`;

/** A call that registers one record, and what it leaves behind. */
export interface SingleRecord {
  readonly data: Hex;
  readonly state: RecordState;
  readonly patient: Person;
}

/** Makes calls that register records; both signatures of every one are real. */
export interface RecordLoads {
  /** One call of `register`: author's and patient's signature. */
  readonly single: (index: number) => SingleRecord;
  /** One call of `registerBatch`: the author's signature over all, a patient's signature for each, all checked at once. */
  readonly batch: (first: number, count: number) => Hex;
  /** One call of `registerOnChallenge`: the same signatures, the patients' checked on challenge. */
  readonly claims: (first: number, count: number) => Hex;
}

export function createRecordLoads({ domainOf, hospital, patients, doctors }: World): RecordLoads {
  const digest = digester(domainOf("RecordRegistry"));
  const hash = {
    proposal: structHasher("Proposal"),
    confirmation: structHasher("Confirmation"),
    batch: structHasher("BatchProposal"),
    claim: structHasher("Claim"),
  };

  function make(index: number, author: Person) {
    const patient = at(patients, Math.floor(index / RECORDS_OF_A_PATIENT));
    const proposal = {
      recordId: word(),
      patient: patient.personId,
      author: author.personId,
      signer: author.key.address,
      institution: hospital,
      treatmentId: word(),
      categoryTag: word(),
      commitment: word(),
      commitmentProof: word(),
      manifestHash: word(),
      keywordRoot: word(),
      stationRoot: ZERO,
    };
    const { recordId, commitment } = proposal;
    const confirmation = {
      recordId,
      patient: patient.personId,
      signer: patient.key.address,
      commitment,
      manifestHash: word(),
      sequence: 0,
    };
    const signed = patient.key.sign(digest(hash.confirmation(confirmation)));
    return { patient, proposal, proposalHash: hash.proposal(proposal), confirmation, signed };
  }

  function signBatch(author: Person, root: Uint8Array) {
    const batch = { root: hex(root), author: author.personId, signer: author.key.address };
    return { batch, signature: signature65(author.key.sign(digest(hash.batch(batch)))) };
  }

  return {
    single(index) {
      const author = at(doctors, index);
      const { patient, proposal, proposalHash, confirmation, signed } = make(index, author);
      const byAuthor = signature65(author.key.sign(digest(proposalHash)));
      const data = call("RecordRegistry", "register", [
        proposal,
        byAuthor,
        confirmation,
        signature65(signed),
      ]);
      return { data, state: confirmedState(proposedState(proposal), confirmation.manifestHash), patient };
    },
    batch(first, count) {
      const author = at(doctors, first);
      const items = Array.from({ length: count }, (_, index) => make(first + index, author));
      const tree = treeOf(items.map(({ proposalHash }) => keccak_256(proposalHash)));
      const { batch, signature } = signBatch(author, tree[0] ?? new Uint8Array());
      const acceptances = items.map(({ proposal, confirmation, signed }, index) => ({
        proposal,
        proof: pathOf(tree, count, index),
        acceptance: {
          byMandate: false,
          signer: confirmation.signer,
          manifestHash: confirmation.manifestHash,
          notBefore: 0,
          notAfter: 0,
          salt: ZERO,
          signature: signature65(signed),
        },
      }));
      return call("RecordRegistry", "registerBatch", [batch, signature, acceptances]);
    },
    claims(first, count) {
      const author = at(doctors, first);
      const made = Array.from({ length: count }, (_, index) => make(first + index, author));
      const claims = made.map(({ confirmation: { recordId, signer, manifestHash }, signed }) => ({
        recordId,
        signer,
        manifestHash,
        ...signature64(signed),
      }));
      const leaves = made.flatMap(({ proposalHash }, index) => [
        keccak_256(proposalHash),
        keccak_256(hash.claim(claims[index] ?? {})),
      ]);
      const { batch, signature } = signBatch(author, treeOf(leaves)[0] ?? new Uint8Array());
      const items = made.map(({ proposal }, index) => {
        const { author: _author, signer: _signer, institution: _institution, ...members } = proposal;
        return { ...members, authorManifest: proposal.manifestHash, ...claims[index] };
      });
      return call("RecordRegistry", "registerOnChallenge", [batch, signature, items]);
    },
  };
}

/** The SDK's tree over bytes: root first, children of i at 2i + 1 and 2i + 2, leaves last in reverse. */
function treeOf(leaves: readonly Uint8Array[]): Uint8Array[] {
  const size = 2 * leaves.length - 1;
  const tree = Array.from({ length: size }, (_, node) => leaves[size - 1 - node] ?? new Uint8Array());
  for (let node = size - 1 - leaves.length; node >= 0; node -= 1) {
    const [a, b] = [at(tree, 2 * node + 1), at(tree, 2 * node + 2)];
    tree[node] = keccak_256(Buffer.concat(Buffer.compare(a, b) <= 0 ? [a, b] : [b, a]));
  }
  return tree;
}

function pathOf(tree: readonly Uint8Array[], leaves: number, index: number): Hex[] {
  const path: Hex[] = [];
  for (let node = 2 * leaves - 2 - index; node > 0; node = Math.floor((node - 1) / 2)) {
    path.push(hex(at(tree, node % 2 === 0 ? node - 1 : node + 1)));
  }
  return path;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError("an empty list has no elements");
  return found;
}

function hex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

function word(): Hex {
  return hex(randomBytes(32));
}
