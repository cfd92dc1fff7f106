import type { CustodyAttempt } from "@medlattice/sdk/client";
import { numberToHex } from "viem";
import type { CommitmentRow, RequestTable } from "./requestTable.ts";
import type { Hex } from "viem";

/** How far the signing of a request has come; everything follows from what the tables hold. */
export interface Signing {
  readonly attempts: readonly CustodyAttempt[];
  /** Commitments that no attempt has used, of officers that have not lied. */
  readonly unused: readonly CommitmentRow[];
  readonly liars: readonly number[];
}

/**
 * Attempts one after another as in ROAST (Ruffing et al. 2022): whoever has answered can join the next one, so an officer who stays silent
 * holds up the attempts it is in and no others. An attempt is over when one of its officers lied, or committed anew without answering.
 */
export function signingOf(table: RequestTable, id: Hex): Signing {
  const commitments = table.commitments(id);
  const shares = table.shares(id);
  const liars = table.liars(id);
  const numbers = new Set(commitments.flatMap(({ attempt }) => attempt ?? []));
  const attempts = [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => {
      const members = commitments.filter(({ attempt }) => attempt === number);
      const answered = shares.filter(({ attempt }) => attempt === number);
      const isOver = members.some(({ index, seq }) => {
        const beganAnew = commitments.some((later) => later.index === index && later.seq > seq);
        return liars.includes(index) || (beganAnew && !answered.some((share) => share.index === index));
      });
      return {
        number,
        commitments: members.map(({ index, hiding, binding }) => ({ index, hiding, binding })),
        shares: answered.map(({ index, z }) => ({ index, z: numberToHex(z, { size: 32 }) })),
        isOver,
      };
    });
  const unused = commitments.filter(({ attempt, index }) => attempt === undefined && !liars.includes(index));
  return { attempts, unused, liars };
}
