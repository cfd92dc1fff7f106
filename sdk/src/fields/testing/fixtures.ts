import { createHash } from "node:crypto";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { poseidon4 } from "poseidon-lite/poseidon4";
import { utf8 } from "../../codec/index.ts";
import { type FieldDocument, readFields } from "../index.ts";

export const FHIR = "application/fhir+json";
export const SEED = Uint8Array.from({ length: 32 }, (_, index) => index * 5 + 1);

/** JSON as bytes; a text stays as it is. */
export const bytesOf = (content: unknown): Uint8Array =>
  utf8(typeof content === "string" ? content : JSON.stringify(content));

export function fieldsOf(content: unknown, fieldSeed = SEED, mediaType = FHIR): Promise<FieldDocument> {
  return readFields({ content: bytesOf(content), mediaType, fieldSeed });
}

/** A stay with something of everything that people want to hide. */
export function aBundle() {
  const code = (system: string, value: string, display: string) => ({
    coding: [{ system, code: value, display }],
    text: display,
  });
  const resources = [
    {
      resourceType: "Patient",
      id: "p1",
      name: [{ family: "Canary", given: ["Robin"] }],
      telecom: [
        { system: "phone", value: "555-0100" },
        { system: "email", value: "robin@example.org" },
      ],
      birthDate: "1990-02-03",
      address: [{ line: ["7 Hidden Lane"], city: "Springfield" }],
    },
    {
      resourceType: "Condition",
      id: "c1",
      subject: { reference: "urn:uuid:p1" },
      code: code("http://hl7.org/fhir/sid/icd-10", "F32.1", "Moderate depressive episode"),
    },
    {
      resourceType: "Condition",
      id: "c2",
      subject: { reference: "urn:uuid:p1" },
      code: code("http://hl7.org/fhir/sid/icd-10", "I10", "Essential hypertension"),
    },
    {
      resourceType: "Observation",
      id: "o1",
      status: "final",
      code: code(
        "http://loinc.org",
        "20447-9",
        "HIV 1 RNA [#/volume] (viral load) in Serum or Plasma by NAA with probe detection",
      ),
      subject: { reference: "urn:uuid:p1" },
      valueQuantity: { value: 40, unit: "copies/mL" },
    },
    {
      resourceType: "Encounter",
      id: "e1",
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      diagnosis: [{ condition: { reference: "urn:uuid:c1" } }],
      reasonCode: [code("http://hl7.org/fhir/sid/icd-10", "I10", "Essential hypertension")],
    },
  ];
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  };
}

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const u32 = (value: number): Buffer => {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(value);
  return word;
};
const numberOf = (hash: Buffer): bigint => BigInt(`0x${hash.subarray(0, 31).toString("hex")}`);

/** A section as a test writes it down. */
export interface PlainSection {
  readonly className: string;
  readonly locator: string;
  /** Path and text. */
  readonly parts: readonly (readonly [string, string])[];
}

/** Written from docs/wire-formats.md with other libraries: what the root must be. */
export function plainRoot(sections: readonly PlainSection[], fieldSeed = SEED): string {
  const leaves = sections.map(({ className, locator, parts }, position) => {
    const seed = plainSeed(fieldSeed, position);
    const hashes = parts.map(([path, text], index) => {
      const salts = sha256("medlattice/field-salt/v1", seed, u32(index >> 1));
      const salt = salts.subarray(16 * (index % 2), 16 * (index % 2) + 16);
      return sha256("medlattice/field-part/v1", salt, u32(Buffer.byteLength(path)), path, text);
    });
    const body = numberOf(sha256("medlattice/field-body/v1", u32(parts.length), Buffer.concat(hashes)));
    const names = ["class", "locator"].map((kind, index) =>
      numberOf(sha256(`medlattice/field-${kind}/v1`, index === 0 ? className : locator)),
    );
    return poseidon3([...names, body]);
  });
  return `0x${plainTree(leaves, 9).toString(16).padStart(64, "0")}`;
}

export function plainTree(leaves: readonly bigint[], depth: number): bigint {
  let level = [...leaves];
  let empty = 0n;
  for (let height = 0; height < depth; height++) {
    const nodes: bigint[] = [];
    for (let at = 0; at < level.length; at += 4)
      nodes.push(poseidon4(Array.from({ length: 4 }, (_, index) => level[at + index] ?? empty)));
    empty = poseidon4([empty, empty, empty, empty]);
    level = nodes;
  }
  return level[0] ?? empty;
}

export function plainSeed(fieldSeed: Uint8Array, position: number): Uint8Array {
  let seed: Uint8Array = fieldSeed;
  for (let bit = 17; bit >= 0; bit--)
    seed = sha256("medlattice/field-seed-tree/v1", Uint8Array.of((position >> bit) & 1), seed);
  return seed;
}
