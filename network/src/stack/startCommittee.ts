import { ABIS } from "@medlattice/sdk/abi";
import { UnavailableError } from "@medlattice/sdk/errors";
import { createPublicClient, encodeFunctionData, http } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { z } from "zod";
import type { FoundingPlace } from "./foundCommittee.ts";
import { sendTransaction } from "./sendTransaction.ts";

const healthSchema = z.object({
  committee: z
    .object({ exchange: z.object({ size: z.int(), members: z.array(z.int()) }).nullable() })
    .nullable(),
});

const LOOK_MS = 100;
/** For each station; its contributions are checked in milliseconds, so this is for starting processes. */
const PATIENCE_MS = 5_000;

export interface CommitteeStart {
  readonly authority: PrivateKeyAccount;
  /** Where the authority's own oracle tells how far its station is. */
  readonly oracleUrl: string;
  /** How many stations were founded. */
  readonly stations: number;
}

/**
 * Begins the first epoch, once the authority's station holds the contributions of all others to the membership keys (decision 0019). Who is
 * silent or false for long is left out, and comes in with the next set-up. Nothing is done once it has begun.
 * @throws UnavailableError COMMITTEE_NOT_SET_UP
 */
export async function startCommittee(
  place: FoundingPlace,
  { authority, oracleUrl, stations }: CommitteeStart,
): Promise<void> {
  const { rpcUrl, chainId, committee: to } = place;
  const client = createPublicClient({ transport: http(rpcUrl) });
  const epoch = await client.readContract({ address: to, abi: ABIS.Committee, functionName: "epoch" });
  if (epoch > 0n) return;
  const members = await contributors(oracleUrl, stations);
  // Fewer could never decide.
  if (3 * members.length <= 2 * stations) throw notSetUp(members.length, stations);
  const bits = members.reduce((sum, station) => sum | (1n << BigInt(station)), 0n);
  const data = encodeFunctionData({ abi: ABIS.Committee, functionName: "start", args: [bits] });
  await sendTransaction({ rpcUrl, chainId, account: authority, to, data });
}

/** All of them, or who has contributed when patience ends. */
async function contributors(oracleUrl: string, stations: number): Promise<readonly number[]> {
  const end = Date.now() + PATIENCE_MS * stations;
  for (;;) {
    const members = await ask(oracleUrl, stations);
    if (members.length === stations || Date.now() > end) return members;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function ask(oracleUrl: string, stations: number): Promise<readonly number[]> {
  const answer = await fetch(`${oracleUrl}/health`);
  const exchange = healthSchema.parse(await answer.json()).committee?.exchange;
  return exchange?.size === stations ? exchange.members : [];
}

function notSetUp(contributed: number, stations: number): UnavailableError {
  return new UnavailableError(
    "COMMITTEE_NOT_SET_UP",
    "Too few stations have exchanged their contributions to the membership keys.",
    {
      facts: { contributed, stations },
      hints: [
        "Look at /health of the oracles: `committee.exchange` names who is silent or false.",
        "Start again.",
      ],
    },
  );
}
