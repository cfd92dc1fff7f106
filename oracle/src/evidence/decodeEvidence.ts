import { ABIS } from "@medlattice/sdk/abi";
import { fromHex, toHex } from "@medlattice/sdk/codec";
import { type RecordEvidence, fullSignature, pathOfClaim, proposalOfClaim } from "@medlattice/sdk/record";
import { type ContractFunctionArgs, type Hex, decodeFunctionData, toFunctionSelector } from "viem";

type Abi = typeof ABIS.RecordRegistry;
type BatchItem = ContractFunctionArgs<Abi, "nonpayable", "registerBatch">[2][number];

/** What the author signed: it stands in the call that registered the record. */
export type Origin = Pick<RecordEvidence, "origin" | "authorship">;

/**
 * Reads the author's statement out of the transaction that carried it: its own call, or one that a contract wallet was told to
 * make, which stands in the wallet's input as it is (Safe's `execTransaction`, ERC-4337's `handleOps`, `multicall`).
 *
 * @returns undefined when no call of the registry is in there, or one without a signature: a wallet that sends the call itself
 *   need not bring one, and then there is nothing to show to who has no node
 * @param institution of the record: a batch on challenge does not say it again for each of its records
 */
export function decodeOrigin(input: Hex, recordId: Hex, institution?: Hex): Origin | undefined {
  return firstOf(
    callsIn(input),
    (call) => originIn(call, recordId) ?? claimedIn(call, recordId, institution),
  );
}

/** Reads how the patient agreed out of the transaction that carried it; undefined as for {@link decodeOrigin}. */
export function decodeAgreement(input: Hex, recordId: Hex): RecordEvidence["agreement"] | undefined {
  return firstOf(callsIn(input), (call) => agreementIn(call, recordId));
}

function originIn(call: Call, recordId: Hex): Origin | undefined {
  if (call.functionName === "propose" || call.functionName === "register") {
    const [proposal, signature] = call.args;
    if (proposal.recordId !== recordId || signature === "0x") return undefined;
    return { origin: originOf(proposal), authorship: { kind: "proposal", signature } };
  }
  if (call.functionName !== "registerBatch") return undefined;
  const [batch, signature, items] = call.args;
  const item = itemOf(items, recordId);
  if (item === undefined || signature === "0x") return undefined;
  return {
    origin: originOf(item.proposal),
    authorship: { kind: "batch", root: batch.root, path: [...item.proof], signature },
  };
}

function claimedIn(call: Call, recordId: Hex, institution: Hex | undefined): Origin | undefined {
  if (call.functionName !== "registerOnChallenge" || institution === undefined) return undefined;
  const [{ root, author, signer }, signature, items] = call.args;
  const batch = { author, signer: lower(signer) };
  const index = items.findIndex((item) => item.recordId === recordId);
  const item = items[index];
  if (item === undefined || signature === "0x") return undefined;
  const path = pathOfClaim(items, batch, institution, index);
  return {
    origin: originOf(proposalOfClaim(item, batch, institution)),
    authorship: { kind: "batch", root, path, signature },
  };
}

function agreementIn(call: Call, recordId: Hex): RecordEvidence["agreement"] | undefined {
  const found = agreementOf(call, recordId);
  return found?.signature === "0x" ? undefined : found;
}

function agreementOf(call: Call, recordId: Hex): RecordEvidence["agreement"] | undefined {
  switch (call.functionName) {
    case "confirm":
      return call.args[1].recordId === recordId ? confirmationOf(call.args[1], call.args[2]) : undefined;
    case "register":
      return call.args[2].recordId === recordId ? confirmationOf(call.args[2], call.args[3]) : undefined;
    case "confirmByMandate": {
      const [state, { signer, notBefore, notAfter, salt }, signature] = call.args;
      if (state.recordId !== recordId) return undefined;
      return { kind: "mandate", signer: lower(signer), notBefore, notAfter, salt, signature };
    }
    case "registerBatch": {
      const item = itemOf(call.args[2], recordId);
      return item === undefined ? undefined : acceptanceOf(item);
    }
    case "registerOnChallenge": {
      const item = call.args[2].find((claimed) => claimed.recordId === recordId);
      return item === undefined ? undefined : claimOf(item, item.manifestHash);
    }
    case "checkClaims": {
      const check = call.args[0].find(({ current }) => current.recordId === recordId);
      return check === undefined ? undefined : claimOf(check, check.current.manifestHash);
    }
    default:
      return undefined;
  }
}

function claimOf(
  claim: { readonly signer: Hex; readonly r: Hex; readonly vs: Hex },
  manifestHash: Hex,
): RecordEvidence["agreement"] {
  return confirmationOf({ signer: claim.signer, manifestHash, sequence: 0 }, fullSignature(claim));
}

type Call = NonNullable<ReturnType<typeof decodeCall>>;

const SELECTORS = ABIS.RecordRegistry.flatMap((item) =>
  item.type === "function" && item.stateMutability === "nonpayable"
    ? [toFunctionSelector(item).slice(2)]
    : [],
);

/** More places that look like a call are there only to keep this oracle busy. */
const MAX_TRIES = 256;

/** The registry's calls in a transaction's input: the whole of it, or whatever in it begins with one of their selectors and decodes. */
function* callsIn(input: Hex): Generator<Call> {
  const own = decodeCall(input);
  if (own !== undefined) {
    yield own;
    return;
  }
  const text = input.toLowerCase();
  let tries = MAX_TRIES;
  for (const selector of SELECTORS) {
    for (let at = text.indexOf(selector, 2); at !== -1; at = text.indexOf(selector, at + 1)) {
      if (at % 2 !== 0) continue;
      if (tries-- === 0) return;
      const call = decodeCall(`0x${text.slice(at)}`);
      if (call !== undefined) yield call;
    }
  }
}

function firstOf<In, Out>(items: Iterable<In>, read: (item: In) => Out | undefined): Out | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
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
