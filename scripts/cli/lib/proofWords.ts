import type { NetworkDescription } from "@medlattice/sdk/network";
import type { VerifiedProof } from "@medlattice/sdk/proof";
import { organizationName } from "./network.ts";
import { enough } from "./records.ts";
import { localTime } from "./time.ts";

/** What a proof shows, and as of when; never that a record is just “valid” (DESIGN rule 20). */
export function provenInWords(
  network: NetworkDescription,
  verified: VerifiedProof,
): readonly [headline: string, ...details: string[]] {
  const { status, version, knownUpTo, recordId, institution, attestedAt, snapshotBlock, anchor } = verified;
  const name = organizationName(network, institution) ?? enough(institution);
  const publicChain =
    network.chains.find(({ chainId }) => chainId === anchor.chainId)?.name ?? anchor.chainId;
  return [
    status === "registered"
      ? `Registered as version ${version}, corrections known up to height ${knownUpTo}.`
      : `Superseded: registered as version ${version}, and corrected or erased since, as known at height ${knownUpTo}.`,
    `Record ${enough(recordId)} of ${name}, whose signed word is of ${localTime(attestedAt)}.`,
    `In the snapshot of height ${snapshotBlock}, under anchor ${anchor.sequence} of ${publicChain}.`,
  ];
}

/** What nobody was asked, and how to ask. */
export function unaskedInWords({ chainId, anchor, ...verified }: VerifiedProof): readonly string[] {
  return [
    ...(verified.isSeenOnChain
      ? ["The public chain has the anchor."]
      : [`The public chain was not asked: --rpc ${anchor.chainId}=URL`]),
    ...(verified.areSignersKnown
      ? [
          "The record's chain was asked for corrections; the accounts that signed are the doctor's and the patient's.",
        ]
      : [
          `Nor the record's chain, for later corrections and whose the accounts are that signed: --rpc ${chainId}=URL`,
        ]),
  ];
}
