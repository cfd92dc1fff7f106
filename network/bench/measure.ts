import type { Hex } from "@medlattice/sdk/codec";
import { httpLoad, type LoadResult } from "./httpLoad.ts";
import type { World } from "./world/world.ts";

export interface WriteLoad {
  /** Signed transactions, in the order in which they are sent. */
  readonly raws: readonly Hex[];
  /** Keep-alive connections that each wait for an answer. */
  readonly connections: number;
  /** The event that says that one item has happened, and how many each transaction must emit. */
  readonly event: { readonly address: Hex; readonly topic: Hex };
  readonly perTransaction: number;
}

export interface Measured {
  /** Events per second of wall-clock time. */
  readonly perSecond: number;
  /** Processor time of the chain's process for each, which tells a busy machine from a slow chain. */
  readonly cpuMicros: number;
  readonly load: LoadResult;
}

/** Sends transactions, each answered when it is on the disk, and counts what really happened by its events. */
export async function measureWrites({ chain, rpc }: World, load: WriteLoad): Promise<Measured> {
  const before = { height: await rpc.height(), cpuMs: await chain.cpuMs() };
  const bodies = load.raws.map((raw) => body("eth_sendRawTransaction", [raw]));
  const result = await httpLoad({ url: chain.url, connections: load.connections, bodies });
  const cpuMs = (await chain.cpuMs()) - before.cpuMs;
  const wanted = load.raws.length * load.perTransaction;
  const happened = await rpc.countEvents(load.event.address, load.event.topic, before.height);
  if (happened !== wanted) throw new Error(`${happened} of ${wanted} measured items happened.`);
  return {
    perSecond: result.perSecond * load.perTransaction,
    cpuMicros: Math.round((cpuMs * 1000) / wanted),
    load: result,
  };
}

export interface ReadLoad {
  readonly to: Hex;
  readonly questions: readonly Hex[];
  readonly connections: number;
}

/** Asks by eth_call, one question a request. */
export async function measureReads({ chain }: World, load: ReadLoad): Promise<Measured> {
  const cpuBefore = await chain.cpuMs();
  const bodies = load.questions.map((data) => body("eth_call", [{ to: load.to, data }, "latest"]));
  const result = await httpLoad({ url: chain.url, connections: load.connections, bodies });
  if (result.errors > 0) throw new Error(`${result.errors} of ${bodies.length} questions got no answer.`);
  const cpuMs = (await chain.cpuMs()) - cpuBefore;
  return {
    perSecond: result.perSecond,
    cpuMicros: Math.round((cpuMs * 1000) / bodies.length),
    load: result,
  };
}

function body(method: string, params: readonly unknown[]): string {
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
}
