import {
  type Abi,
  createPublicClient,
  getAddress,
  http,
  type Log,
  parseEventLogs,
  type PublicClient,
} from "viem";

/** A node that is asked for everything that a contract ever said. */
export function nodeClient(url: string): PublicClient {
  return createPublicClient({ transport: http(url, { batch: true, timeout: 30_000 }), cacheTime: 0 });
}

/** All events of a contract of one name, from the first block on, as `{ eventName, args, … }`. */
export async function everyEvent<const ABI extends Abi, const Name extends string>(
  client: PublicClient,
  {
    address,
    abi,
    eventName,
  }: { readonly address: `0x${string}`; readonly abi: ABI; readonly eventName: Name },
) {
  const logs: Log[] = await client.getLogs({
    address: getAddress(address),
    fromBlock: 0n,
    toBlock: "latest",
  });
  return parseEventLogs({ abi, logs, eventName: [eventName] as never });
}
