import { ABIS } from "@medlattice/sdk/abi";
import { fromHex, toHex } from "@medlattice/sdk/codec";
import type { RecordEvidence } from "@medlattice/sdk/record";
import { type ContractFunctionArgs, type Hex, decodeFunctionData } from "viem";

type Abi = typeof ABIS.RecordRegistry;
type BatchItem = ContractFunctionArgs<Abi, "nonpayable", "registerBatch">[2][number];

/** What the author signed: it stands in the call that registered the record. */
export type Origin = Pick<RecordEvidence, "origin" | "authorship">;

/**
 * Reads the author's statement out of the call that carried it.
 * @returns undefined when the call is no call of the registry's own, as when a contract wallet made it
 */
export function decodeOrigin(input: Hex, recordId: Hex): Origin | undefined {
  const call = decodeCall(input);
  if (call?.functionName === "propose" || call?.functionName === "register") {
    const [proposal, signature] = call.args;
    return { origin: originOf(proposal), authorship: { kind: "proposal", signature } };
  }
  if (call?.functionName !== "registerBatch") return undefined;
  const [batch, signature, items] = call.args;
  const item = itemOf(items, recordId);
  if (item === undefined) return undefined;
  return {
    origin: originOf(item.proposal),
    authorship: { kind: "batch", root: batch.root, path: [...item.proof], signature },
  };
}

/** Reads how the patient agreed out of the call that carried it; undefined as for {@link decodeOrigin}. */
export function decodeAgreement(input: Hex, recordId: Hex): RecordEvidence["agreement"] | undefined {
  const call = decodeCall(input);
  switch (call?.functionName) {
    case "confirm":
      return confirmationOf(call.args[1], call.args[2]);
    case "register":
      return confirmationOf(call.args[2], call.args[3]);
    case "confirmByMandate": {
      const [, { signer, notBefore, notAfter, salt }, signature] = call.args;
      return { kind: "mandate", signer: lower(signer), notBefore, notAfter, salt, signature };
    }
    case "registerBatch": {
      const item = itemOf(call.args[2], recordId);
      return item === undefined ? undefined : acceptanceOf(item);
    }
    default:
      return undefined;
  }
}

function decodeCall(input: Hex) {
  try {
    return decodeFunctionData({ abi: ABIS.RecordRegistry, data: input });
  } catch {
    return undefined;
  }
}

function itemOf(items: readonly BatchItem[], recordId: Hex): BatchItem | undefined {
  return items.find(({ proposal }) => proposal.recordId === recordId);
}

function acceptanceOf({ acceptance }: BatchItem): RecordEvidence["agreement"] {
  const { byMandate, manifestHash, notBefore, notAfter, salt, signature } = acceptance;
  const signer = lower(acceptance.signer);
  return byMandate
    ? { kind: "mandate", signer, notBefore, notAfter, salt, signature }
    : { kind: "confirmation", signer, manifestHash, sequence: 0, signature };
}

function confirmationOf(
  { signer, manifestHash, sequence }: { signer: Hex; manifestHash: Hex; sequence: number },
  signature: Hex,
): RecordEvidence["agreement"] {
  return { kind: "confirmation", signer: lower(signer), manifestHash, sequence, signature };
}

function originOf(proposal: BatchItem["proposal"]): RecordEvidence["origin"] {
  const { signer, manifestHash, commitmentProof, keywordRoot, stationRoot } = proposal;
  return { signer: lower(signer), manifestHash, commitmentProof, keywordRoot, stationRoot };
}

function lower(address: Hex): Hex {
  return toHex(fromHex(address, 20));
}
