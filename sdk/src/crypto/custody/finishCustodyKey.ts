import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex, type Hex, toHex, utf8 } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { modQ } from "../commitment/bn254.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type CheckCustodyParameters, checkCustody } from "./complaints.ts";
import { type CustodyContribution, verifyCustodyContribution } from "./contribution.ts";
import { type CustodyKey, type CustodyShare, verifyCustodyShare } from "./key.ts";
import { decodePoint32, encodePoint32 } from "./points.ts";
import type { CustodySession } from "./session.ts";

/** The hash by which officers see that they summed the same contributions. */
export function custodyTranscript(
  session: CustodySession,
  contributions: readonly CustodyContribution[],
): Hex {
  const ordered = contributions.toSorted((a, b) => a.index - b.index);
  return toHex(
    sha256(
      concatBytes(
        utf8(DOMAIN.custodyTranscript),
        fromHex(session.sessionId, 32),
        bigintToBytes(BigInt(session.threshold), 4),
        ...ordered.flatMap(({ index, commitments }) => [
          bigintToBytes(BigInt(index), 4),
          ...commitments.map((point) => fromHex(point, 32)),
        ]),
      ),
    ),
  );
}

/**
 * Step 3 for anyone: the public key out of every officer's contribution. All of them count: a ceremony with a cheater is begun anew
 * without it, since nothing has been registered yet.
 * @throws {VerificationError} `CONTRIBUTION_INVALID`.
 * @throws {InvalidInputError} `CONTRIBUTIONS_TOO_FEW` unless there is exactly one of each officer.
 */
export function combineContributions(
  session: CustodySession,
  contributions: readonly CustodyContribution[],
): { readonly key: CustodyKey; readonly transcript: Hex } {
  const made = new Set(contributions.map(({ index }) => index));
  if (contributions.length !== session.indices.length || made.size !== contributions.length) {
    throw new InvalidInputError("CONTRIBUTIONS_TOO_FEW", "Every officer contributes to the key, once.", {
      facts: { contributions: contributions.length, officers: session.indices.length },
    });
  }
  for (const contribution of contributions) verifyCustodyContribution(session, contribution);
  const columns = Array.from({ length: session.threshold }, (_, k) =>
    contributions.map(({ commitments }) => decodePoint32(commitments[k] ?? "0x", "commitments")),
  );
  const commitments = columns.map((column) => encodePoint32(column.reduce((sum, point) => sum.add(point))));
  return {
    key: { threshold: session.threshold, indices: [...session.indices], commitments },
    transcript: custodyTranscript(session, contributions),
  };
}

/**
 * Step 3 for one officer: the public key, and its own share of the trapdoor, which nobody ever has whole.
 * @throws {VerificationError} `CONTRIBUTION_INVALID` and `DEALT_SHARE_INVALID`.
 * @throws {InvalidInputError} `CONTRIBUTIONS_TOO_FEW`, `SHARE_MISSING`.
 */
export function finishCustodyKey(parameters: CheckCustodyParameters): {
  readonly key: CustodyKey;
  readonly share: CustodyShare;
  readonly transcript: Hex;
} {
  const { session, index, contributions, shares } = parameters;
  const { key, transcript } = combineContributions(session, contributions);
  const { wrong, missing } = checkCustody(parameters);
  const [dealer] = [...wrong.map(({ from }) => from), ...missing];
  if (dealer !== undefined) {
    throw new InvalidInputError("SHARE_MISSING", "A share from one of the officers is missing or false.", {
      facts: { dealer },
    });
  }
  const dealt = shares.filter(({ from, to }) => to === index && session.indices.includes(from));
  const sum = new Map(dealt.map(({ from, share }) => [from, share]));
  const share = { index, share: modQ([...sum.values()].reduce((total, part) => total + part, 0n)) };
  verifyCustodyShare(key, share);
  return { key, share, transcript };
}
