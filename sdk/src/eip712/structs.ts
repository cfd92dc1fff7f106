import type { TypedDataToPrimitiveTypes } from "abitype";
import { ANCHOR_STRUCTS, SNAPSHOT_STRUCTS } from "./anchor-structs.ts";
import { COMMITTEE_STRUCTS } from "./committee-structs.ts";
import { CONSENT_STRUCTS } from "./consent-structs.ts";
import { CORRECTION_STRUCTS } from "./correction-structs.ts";
import { IDENTITY_STRUCTS } from "./identity-structs.ts";
import { OFF_CHAIN_STRUCTS } from "./off-chain-structs.ts";
import { RECORD_STRUCTS } from "./record-structs.ts";
import { SHARED_STRUCTS } from "./shared-structs.ts";
import { SUMMARY_STRUCTS } from "./summary-structs.ts";
import { USAGE_STRUCTS } from "./usage-structs.ts";

/** Every EIP-712 struct of MedLattice (docs/wire-formats.md), in the order of members that contracts hash. */
export const STRUCTS = {
  ...IDENTITY_STRUCTS,
  ...RECORD_STRUCTS,
  ...CORRECTION_STRUCTS,
  ...CONSENT_STRUCTS,
  ...USAGE_STRUCTS,
  ...SUMMARY_STRUCTS,
  ...COMMITTEE_STRUCTS,
  ...ANCHOR_STRUCTS,
  ...SNAPSHOT_STRUCTS,
  ...SHARED_STRUCTS,
  ...OFF_CHAIN_STRUCTS,
} as const;

/** Name of a struct. */
export type StructName = keyof typeof STRUCTS;

type Messages = TypedDataToPrimitiveTypes<typeof STRUCTS>;

/** What is signed: integers up to 48 bits are `number`, larger ones `bigint`, byte strings hex. */
export type MessageOf<Name extends StructName> = Messages[Name];

/** Contracts that check signatures, by the name in their EIP-712 domain. */
export type ContractName =
  | "IdentityRegistry"
  | "RecordRegistry"
  | "RecordCorrection"
  | "ConsentRegistry"
  | "UsageLedger"
  | "SummaryInbox"
  | "Committee"
  | "AnchorRegistry";

/**
 * In whose domain each group is signed; Terms and Statement are only ever part of a Grant, Claim of a batch's tree, and
 * KeyDerivation has no contract.
 */
const SIGNED_IN: readonly (readonly [object, readonly ContractName[]])[] = [
  [{ Terms: 0, Statement: 0, Claim: 0, KeyDerivation: 0 }, []],
  [{ Manifest: 0, StateAttestation: 0 }, ["RecordRegistry"]],
  [{ ErasureReceipt: 0 }, ["RecordCorrection"]],
  [
    {
      PersonLink: 0,
      KeyManifest: 0,
      CaptureKey: 0,
      Voucher: 0,
      NullifierRequest: 0,
      Notice: 0,
      CustodyStatement: 0,
    },
    ["IdentityRegistry"],
  ],
  [{ Deals: 0 }, ["ConsentRegistry"]],
  [{ Receipt: 0 }, ["UsageLedger"]],
  [IDENTITY_STRUCTS, ["IdentityRegistry"]],
  [RECORD_STRUCTS, ["RecordRegistry"]],
  [CORRECTION_STRUCTS, ["RecordCorrection"]],
  [CONSENT_STRUCTS, ["ConsentRegistry"]],
  [USAGE_STRUCTS, ["UsageLedger"]],
  [SUMMARY_STRUCTS, ["SummaryInbox"]],
  [COMMITTEE_STRUCTS, ["Committee"]],
  [SNAPSHOT_STRUCTS, ["Committee"]],
  [ANCHOR_STRUCTS, ["AnchorRegistry"]],
  [
    SHARED_STRUCTS,
    ["IdentityRegistry", "RecordRegistry", "RecordCorrection", "ConsentRegistry", "UsageLedger"],
  ],
];

/** The contracts in whose domain the struct may be signed; empty when it is signed in none. */
export function contractsOf(name: StructName): readonly ContractName[] {
  return SIGNED_IN.find(([structs]) => Object.hasOwn(structs, name))?.[1] ?? [];
}

/** A member of a struct. */
export interface StructField {
  readonly name: string;
  readonly type: string;
}

/** The struct and those it refers to, as `eth_signTypedData_v4`, viem and ethers take them. */
export function typesOf(name: StructName): Record<string, readonly StructField[]> {
  const found: Record<string, readonly StructField[]> = {};
  const queue: StructName[] = [name];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next in found) continue;
    const fields: readonly StructField[] = STRUCTS[next];
    found[next] = fields;
    for (const field of fields) {
      const type = field.type.replace(/\[\]$/, "");
      if (isStructName(type)) queue.push(type);
    }
  }
  return found;
}

function isStructName(type: string): type is StructName {
  return Object.hasOwn(STRUCTS, type);
}
