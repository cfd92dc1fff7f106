import { type AffinePoint, commitmentKeyOf, redact } from "@medlattice/sdk/crypto";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import type { Correction, RecordState } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import type { Custody } from "../custody/createCustody.ts";
import { readSecret } from "../config/readSecret.ts";

/** What a commitment is to be opened to, and the statement of the doctor that asks for it. */
export interface AskedOpening {
  readonly chainId: number;
  readonly correction: Correction;
  readonly authorSignature: Hex;
  readonly registryId: Hex;
  /** The record's state that the correction changes. */
  readonly state: RecordState;
  /** The institution's key that is registered now. */
  readonly h1: AffinePoint;
  /** `commitmentMessage` of the new content and version. */
  readonly m: bigint;
}

/**
 * Whoever holds the institution's trapdoor. It is only ever in the memory of the institution's own processes, or of its officers; what leaves
 * it is a proof for one statement.
 */
export interface TrapdoorHolder {
  /** The same question again gives the same answer, or a later one. @throws UnavailableError TRAPDOOR_OTHER_KEY | TRAPDOOR_MISSING */
  open(asked: AskedOpening): Promise<OpeningAnswer>;
}

/** Officers who hold the trapdoor together take their time, or decline. */
export type OpeningAnswer =
  | { readonly status: "opened"; readonly proof: Hex }
  | { readonly status: "waiting" }
  | { readonly status: "declined" };

/** A trapdoor in a key file of the institution's oracle: 32 bytes as 0x hex. */
export function fileTrapdoorHolder(path: string): TrapdoorHolder {
  const x = scalarIn(path);
  const own = commitmentKeyOf(x);
  return {
    async open({ registryId, state: { commitment }, h1, m }) {
      if (own.x === h1.x && own.y === h1.y) {
        return { status: "opened", proof: redact({ x, commitment, m, registryId }) };
      }
      throw new UnavailableError(
        "TRAPDOOR_OTHER_KEY",
        "The institution has registered another key than the one it holds.",
        {
          retryable: false,
          hints: ["Operator: register the key of keys.trapdoor, or put the present one there."],
        },
      );
    },
  };
}

/**
 * Whoever holds the key that is registered on the chain now: the officers together, else the key file of this oracle.
 * @param path undefined where there is no such file
 */
export function presentTrapdoorHolder(custody: Custody, path: string | undefined): TrapdoorHolder {
  const file = path === undefined ? undefined : fileTrapdoorHolder(path);
  return {
    async open(asked) {
      const { chainId, registryId, state, correction, authorSignature } = asked;
      const answer = await custody.ask({ chainId, registryId, state, correction, authorSignature });
      if (answer?.status === "signed") return { status: "opened", proof: answer.proof };
      if (answer !== undefined) return { status: answer.status === "declined" ? "declined" : "waiting" };
      if (file !== undefined) return file.open(asked);
      throw new UnavailableError("TRAPDOOR_MISSING", "This institution holds no trapdoor to correct with.", {
        retryable: false,
        hints: ["Operator: keys.trapdoor names its file."],
      });
    },
  };
}

/** Never with the scalar itself in an error. */
function scalarIn(path: string): bigint {
  const text = readSecret(path);
  if (/^0x[0-9a-f]{64}$/.test(text)) return BigInt(text);
  throw new InvalidInputError("KEY_MALFORMED", "A key file does not hold a trapdoor as 0x hex.", {
    facts: { path },
  });
}
