import { type StoredJson, documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { type CustodyKey, combineContributions } from "@medlattice/sdk/crypto";
import { type Ceremony, contributionOf, contributionSchema, sessionOf } from "@medlattice/sdk/custody";
import type { Hex } from "viem";
import type { CeremonyTable } from "./ceremonyTable.ts";

export interface CeremonyKey {
  readonly key: CustodyKey;
  readonly transcript: Hex;
}

/** The key that the officers' contributions make. @throws InvalidInputError CONTRIBUTIONS_TOO_FEW before all are there */
export function keyOfCeremony(ceremony: StoredJson<Ceremony>, table: CeremonyTable): CeremonyKey {
  const contributions = table
    .documents(ceremony.hash, "contribution")
    .map(({ signed }) => contributionOf(parseStoredJson(contributionSchema, documentBytes(signed)).value));
  return combineContributions(sessionOf(ceremony), contributions);
}
