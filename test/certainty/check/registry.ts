import { type Abi, createPublicClient, http, parseEventLogs, type PublicClient } from "viem";

const TIMEOUT_MS = 30_000;

/** A node that is asked for everything that a contract ever said. */
export function nodeClient(url: string): PublicClient {
  return createPublicClient({ transport: http(url, { batch: true, timeout: TIMEOUT_MS }), cacheTime: 0 });
}

/** What all events of one name say, in their order, from the first block on. */
export async function everyEvent(
  client: PublicClient,
  of: { readonly address: `0x${string}`; readonly abi: Abi; readonly eventName: string },
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { address, abi, eventName } = of;
  const logs = await client.getLogs({ address, fromBlock: 0n, toBlock: "latest" });
  return parseEventLogs({ abi, logs })
    .filter((event) => event.eventName === eventName)
    .map(({ args }) => Object.fromEntries(Object.entries(args ?? {})));
}

/** The member of that name of each, as text. */
export function each(events: readonly Readonly<Record<string, unknown>>[], member: string): string[] {
  return events.map((args) => String(args[member]));
}
