import { ABIS } from "@medlattice/sdk/abi";
import { VerificationError } from "@medlattice/sdk/errors";
import { type Hex, decodeErrorResult } from "viem";
import { REVERT_WORDS, VERDICT_WORDS } from "./revertWords.ts";

const ERRORS = Object.values(ABIS).flatMap((abi) => abi.filter((item) => item.type === "error"));

/**
 * Puts a contract's refusal into words. Numbers and enum values are named as facts; ids and hashes are not, for they
 * would end up in logs (style rule 25).
 * @param data what the call reverted with
 */
export function explainRevert(data: Hex | undefined): VerificationError {
  const decoded = decode(data);
  if (decoded === undefined) {
    return new VerificationError("CALL_REVERTED", "The contract refused the call without a reason.", {
      hints: ["The call data may not fit the contract deployed here."],
    });
  }
  const [verdict, verdictWords, hint] = VERDICT_WORDS[Number(decoded.facts["verdict"] ?? -1)] ?? [];
  if (verdict !== undefined && verdictWords !== undefined) {
    return new VerificationError("CONTRACT_REFUSED", verdictWords, {
      facts: { contractError: decoded.name, verdict },
      hints: [...(hint === undefined ? [] : [hint]), ...(REVERT_WORDS[decoded.name]?.slice(1) ?? [])],
    });
  }
  const [sentence, ...hints] = REVERT_WORDS[decoded.name] ?? [`The contract refused: ${decoded.name}.`];
  return new VerificationError("CONTRACT_REFUSED", sentence, {
    facts: { contractError: decoded.name, ...decoded.facts },
    hints,
  });
}

interface DecodedRevert {
  readonly name: string;
  readonly facts: Record<string, string | number>;
}

function decode(data: Hex | undefined): DecodedRevert | undefined {
  if (data === undefined || data === "0x") return undefined;
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: ERRORS, data });
    const facts: Record<string, string | number> = {};
    for (const [index, input] of abiItem.inputs.entries()) {
      const value: unknown = args?.[index];
      if (typeof value === "bigint") facts[input.name ?? `${index}`] = value.toString();
      if (typeof value === "number") facts[input.name ?? `${index}`] = value;
    }
    return { name: errorName, facts };
  } catch {
    return undefined;
  }
}
