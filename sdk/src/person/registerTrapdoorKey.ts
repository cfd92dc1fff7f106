import { encodeFunctionData } from "viem";
import { organizationRegistryAbi } from "../abi/index.ts";
import { contractsOf, type ContractCall } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import {
  commitmentKeyOf,
  custodyPublicKey,
  decodeCommitmentKey,
  encodeCommitmentKey,
  proveKeyPossession,
  verifyKeyPossession,
} from "../crypto/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import { agreedKey, readBoard } from "./custodyBoard.ts";
import type { CustodyOfficer } from "./custodyOfficer.ts";
import { institutionOf } from "./places.ts";

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON_KEY = 2;

/** A call for the organisation's admin to send on one chain. */
export interface RegistrationCall extends ContractCall {
  readonly chainId: number;
}

/**
 * The calls that make the officers' key the institution's, one for each chain it is known on; the organisation's admin sends them. From then
 * on corrections of its records, old and new, take the officers. Any of them can make the calls, on whichever device: what all have signed
 * tells the key.
 * @throws InvalidInputError CUSTODY_NOT_READY before possession is proved everywhere
 * @throws VerificationError KEY_POSSESSION_INVALID
 */
export async function registerOfficersKey(
  officer: CustodyOfficer,
  ceremony: Hex,
): Promise<readonly RegistrationCall[]> {
  const { network } = officer.person;
  const orgId = institutionOf(network, officer.chainId);
  const board = await readBoard(officer, ceremony);
  const { status, possessions } = board.entry;
  if (status !== "ready" || possessions.length === 0) throw notReady(status);
  const h1 = encodeCommitmentKey(custodyPublicKey(agreedKey(board)));
  return possessions.map(({ chainId, proof }) => {
    if (proof === null) throw notReady(status);
    const { organizationRegistry } = contractsOf(chainById(network, chainId));
    const place = { chainId: BigInt(chainId), organizationRegistry, orgId };
    verifyKeyPossession({ h1: decodeCommitmentKey(h1), ...place, proof });
    return { chainId, ...setKey(organizationRegistry, orgId, h1, proof) };
  });
}

/** The same for a trapdoor in a single place: the way back from officers, by whoever holds the file. */
export function registerSingleKey(
  network: NetworkDescription,
  chainId: number,
  x: bigint,
): readonly RegistrationCall[] {
  const orgId = institutionOf(network, chainId);
  const h1 = encodeCommitmentKey(commitmentKeyOf(x));
  return network.chains.flatMap((chain) => {
    if (chain.contracts === null || (chain.chainId !== chainId && chain.kind !== "consortium")) return [];
    const { organizationRegistry } = chain.contracts;
    const proof = proveKeyPossession({ x, chainId: BigInt(chain.chainId), organizationRegistry, orgId });
    return [{ chainId: chain.chainId, ...setKey(organizationRegistry, orgId, h1, proof) }];
  });
}

function setKey(to: Hex, orgId: Hex, h1: Hex, proof: Hex): ContractCall {
  const args = [orgId, CHAMELEON_KEY, h1, proof] as const;
  return { to, data: encodeFunctionData({ abi: organizationRegistryAbi, functionName: "setKey", args }) };
}

function notReady(status: string): InvalidInputError {
  return new InvalidInputError("CUSTODY_NOT_READY", "The officers have not finished making their key.", {
    facts: { status },
  });
}
