import { encodeFunctionData } from "viem";
import { recordCorrectionAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import type { MessageOf } from "../eip712/index.ts";
import type { RecordState } from "../record/index.ts";
import type { ContractCall } from "./calls.ts";

/** `IRecordCorrection.Opening`. */
export interface OpeningArgument {
  readonly h1x: bigint;
  readonly h1y: bigint;
  readonly digest: Hex;
  readonly fieldRoot: Hex;
  readonly proof: Hex;
}

/** `IRecordCorrection.Consent`. */
export interface ConsentArgument {
  readonly correction: MessageOf<"Correction">;
  readonly authorSignature: Hex;
  readonly permission: MessageOf<"CorrectionPermission">;
  readonly patientSignature: Hex;
}

export interface CorrectArguments {
  readonly current: RecordState;
  /** Of the present version; null where the kind needs none. */
  readonly opening: OpeningArgument | null;
  readonly consent: ConsentArgument;
  readonly next: { readonly hx: bigint; readonly hy: bigint; readonly proof: Hex };
  readonly amendments: readonly { readonly newRoot: Hex; readonly proof: Hex }[];
}

const ZERO: Hex = `0x${"00".repeat(32)}`;
const NO_OPENING: OpeningArgument = { h1x: 0n, h1y: 0n, digest: ZERO, fieldRoot: ZERO, proof: "0x" };

/** Calls of a `RecordCorrection`. */
export const correctionCalls = {
  correct: (to: Hex, { current, opening, consent, next, amendments }: CorrectArguments): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordCorrectionAbi,
      functionName: "correct",
      args: [current, opening ?? NO_OPENING, consent, next, amendments],
    }),
  }),
  /** Accepts a policy of amendments, or accepts it no longer. The health authority sends it. @param uri of the public document, at most 256 bytes */
  acceptPolicy: (
    to: Hex,
    { policyRoot, isAccepted, uri }: { policyRoot: Hex; isAccepted: boolean; uri: string },
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordCorrectionAbi,
      functionName: "acceptPolicy",
      args: [policyRoot, isAccepted, uri],
    }),
  }),
  /** Has the chain verify the opening that a record's present version was registered with; nobody's signature is needed. */
  challenge: (
    to: Hex,
    state: RecordState,
    opening: OpeningArgument,
    commitment: { readonly x: bigint; readonly y: bigint },
  ): ContractCall => ({
    to,
    data: encodeFunctionData({
      abi: recordCorrectionAbi,
      functionName: "challenge",
      args: [state, opening, commitment.x, commitment.y],
    }),
  }),
} as const;
