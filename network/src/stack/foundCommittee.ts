import { ABIS } from "@medlattice/sdk/abi";
import { accountApplicationOf, applicationOf, type StationApplication } from "@medlattice/sdk/committee";
import { createPublicClient, encodeFunctionData, type Hex, http, numberToHex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { sendTransaction } from "./sendTransaction.ts";

/** Where a committee is founded. */
export interface FoundingPlace {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly committee: Hex;
  readonly medToken: Hex;
}

/** A founding station and what it votes with. */
export interface FoundingStation {
  readonly orgId: Hex;
  readonly account: PrivateKeyAccount;
  /** Secret of its voting key. */
  readonly voting: bigint;
}

/** Of the 12 000 that there are; the rest stays with the authority, for stations that come later. */
const FOUNDERS_TOKENS = 10_000n;

/**
 * Founds the first stations: each has its key enrolled, equal tokens, their votes, and the deposit (systems.md P5). Every step looks at what is
 * there already, so it goes on where a killed one stopped; once the first epoch has begun, nothing is done.
 */
export async function foundCommittee(
  place: FoundingPlace,
  founders: { readonly authority: PrivateKeyAccount; readonly stations: readonly FoundingStation[] },
): Promise<void> {
  const chain = chainAt(place);
  if ((await chain.epoch()) > 0n) return;
  const { authority, stations } = founders;
  const minimumDeposit = await chain.minimumDeposit();
  const share = FOUNDERS_TOKENS / BigInt(stations.length);
  const numbers: bigint[] = [];
  // The authority's calls one after the other, and in this order, which numbers the stations.
  for (const station of stations) {
    const { account, orgId: organization } = station;
    if (!(await chain.stationOf(organization))[0]) {
      await chain.send(authority, found(await applicationFor(place, await chain.scheme(), station)));
    }
    const [, number] = await chain.stationOf(organization);
    numbers.push(number);
    const lacks = share - (await chain.balanceOf(account.address)) - (await chain.depositOf(number));
    if (lacks > 0n) await chain.sendToToken(authority, transfer(account.address, lacks));
  }
  await Promise.all(
    stations.map(async ({ account }, index) => {
      const number = numbers[index] ?? 0n;
      if ((await chain.delegateOf(account.address)) !== account.address) {
        await chain.sendToToken(account, delegate(account.address));
      }
      const lacks = minimumDeposit - (await chain.depositOf(number));
      if (lacks <= 0n) return;
      if ((await chain.allowanceOf(account.address)) < lacks) {
        await chain.sendToToken(account, approve(place.committee, lacks));
      }
      await chain.send(account, deposit(number, lacks));
    }),
  );
}

/** What a station applies with, by the scheme that the committee's verifier takes. */
export async function applicationFor(
  { chainId, committee: registry }: FoundingPlace,
  scheme: number,
  { orgId: organization, account: { address: account }, voting: secret }: FoundingStation,
): Promise<StationApplication> {
  const holder = { chainId, registry, organization };
  if (scheme === 1) return applicationOf(holder, { account, secret });
  const voter = privateKeyToAccount(numberToHex(secret, { size: 32 }));
  return accountApplicationOf(holder, { account, voter });
}

const committee = { abi: ABIS.Committee } as const;
const token = { abi: ABIS.MedToken } as const;

function found(application: StationApplication): Hex {
  return encodeFunctionData({ ...committee, functionName: "found", args: [application] });
}

function deposit(station: bigint, amount: bigint): Hex {
  return encodeFunctionData({ ...committee, functionName: "deposit", args: [station, amount] });
}

function transfer(to: Hex, amount: bigint): Hex {
  return encodeFunctionData({ ...token, functionName: "transfer", args: [to, amount] });
}

function delegate(to: Hex): Hex {
  return encodeFunctionData({ ...token, functionName: "delegate", args: [to] });
}

function approve(spender: Hex, amount: bigint): Hex {
  return encodeFunctionData({ ...token, functionName: "approve", args: [spender, amount] });
}

function chainAt(place: FoundingPlace) {
  const { rpcUrl, chainId } = place;
  const client = createPublicClient({ transport: http(rpcUrl) });
  const atCommittee = { address: place.committee, ...committee } as const;
  const atToken = { address: place.medToken, ...token } as const;
  const sender = (to: Hex) => (account: PrivateKeyAccount, data: Hex) =>
    sendTransaction({ rpcUrl, chainId, account, to, data });
  return {
    epoch: () => client.readContract({ ...atCommittee, functionName: "epoch" }),
    async scheme() {
      const { verifier } = await client.readContract({ ...atCommittee, functionName: "settings" });
      return client.readContract({ address: verifier, abi: ABIS.BlsVoteVerifier, functionName: "scheme" });
    },
    minimumDeposit: async () =>
      (await client.readContract({ ...atCommittee, functionName: "settings" })).minimumDeposit,
    stationOf: (orgId: Hex) =>
      client.readContract({ ...atCommittee, functionName: "stationOf", args: [orgId] }),
    depositOf: async (station: bigint) =>
      (await client.readContract({ ...atCommittee, functionName: "stationAt", args: [station] })).deposit,
    balanceOf: (account: Hex) =>
      client.readContract({ ...atToken, functionName: "balanceOf", args: [account] }),
    allowanceOf: (account: Hex) =>
      client.readContract({ ...atToken, functionName: "allowance", args: [account, place.committee] }),
    delegateOf: (account: Hex) =>
      client.readContract({ ...atToken, functionName: "delegates", args: [account] }),
    send: sender(place.committee),
    sendToToken: sender(place.medToken),
  };
}
