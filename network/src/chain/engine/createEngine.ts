import edr from "@nomicfoundation/edr";
import type { EdrContext, Provider } from "@nomicfoundation/edr";
import { UnavailableError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { BLOCK_GAS_LIMIT, TRANSACTION_GAS_CAP } from "../limits.ts";
import { METADATA_CALL, metadataSchema } from "./answers.ts";

export const ENGINE_NAME = "edr";
export const HARDFORK = "prague";

/** One JSON-RPC call. */
export interface EngineCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The EVM: Nomic's EDR without its own mining, accounts or persistence. */
export interface Engine {
  /** Name and version of what executes, as `web3_clientVersion` reports it. */
  readonly version: string;
  readonly genesisHash: string;
  /** Answers one call with the text `{"result":…}` or `{"error":…}`, which goes to the client unparsed. */
  request(call: EngineCall): Promise<string>;
  /** Runs calls in order with nothing in between. @throws UnavailableError `CHAIN_ENGINE` when one of them fails */
  batch(calls: readonly EngineCall[]): Promise<unknown[]>;
}

export interface EngineOptions {
  readonly chainId: number;
  readonly genesisTime: number;
}

let shared: Promise<EdrContext> | undefined;

/** EDR allows one context per process (it installs a global tracing subscriber), whoever asks first makes it. */
function context(): Promise<EdrContext> {
  shared ??= (async () => {
    const created = new edr.EdrContext();
    await created.registerProviderFactory(edr.L1_CHAIN_TYPE, edr.l1ProviderFactory());
    return created;
  })();
  return shared;
}

/** Makes an engine that stands at its genesis block. */
export async function createEngine({ chainId, genesisTime }: EngineOptions): Promise<Engine> {
  const provider = await (
    await context()
  ).createProvider(
    edr.L1_CHAIN_TYPE,
    {
      allowBlocksWithSameTimestamp: true,
      allowUnlimitedContractSize: false,
      bailOnCallFailure: true,
      bailOnTransactionFailure: false,
      chainId: BigInt(chainId),
      coinbase: new Uint8Array(20),
      defaultTransactionGasLimit: TRANSACTION_GAS_CAP,
      genesisState: edr.l1GenesisState(edr.l1HardforkFromString(HARDFORK)),
      hardfork: HARDFORK,
      initialBaseFeePerGas: 0n,
      initialParentBeaconBlockRoot: new Uint8Array(32),
      minGasPrice: 0n,
      mining: {
        autoMine: false,
        blockGasLimit: BLOCK_GAS_LIMIT,
        memPool: { order: edr.MineOrdering.Fifo },
      },
      network: { genesisBlockGasLimit: BLOCK_GAS_LIMIT, genesisBlockTime: BigInt(genesisTime) },
      networkId: BigInt(chainId),
      observability: {},
      ownedAccounts: [],
      precompileOverrides: [],
      transactionGasCap: TRANSACTION_GAS_CAP,
    },
    { enable: false, decodeConsoleLogInputsCallback: () => [], printLineCallback: () => undefined },
    { subscriptionCallback: () => undefined },
    new edr.ContractDecoder(),
  );
  const [metadata] = await batch(provider, [METADATA_CALL]);
  const { clientVersion, latestBlockHash } = metadataSchema.parse(metadata);
  return {
    version: clientVersion,
    genesisHash: latestBlockHash,
    request: (call) => request(provider, call),
    batch: (calls) => batch(provider, calls),
  };
}

const batchSchema = z.union([
  z.object({ result: z.array(z.unknown()) }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

const CALL_HEAD = '{"jsonrpc":"2.0","id":1,"method":';

function encode({ method, params }: EngineCall): string {
  return `${CALL_HEAD}${JSON.stringify(method)},"params":${JSON.stringify(params)}}`;
}

async function request(provider: Provider, call: EngineCall): Promise<string> {
  const { data }: { data: unknown } = await provider.handleRequest(encode(call));
  // EDR hands over an object instead of text only when the answer is longer than a V8 string may be.
  return typeof data === "string" ? data : JSON.stringify(data);
}

async function batch(provider: Provider, calls: readonly EngineCall[]): Promise<unknown[]> {
  const { data }: { data: unknown } = await provider.handleRequest(`[${calls.map(encode).join(",")}]`);
  const answer = batchSchema.parse(typeof data === "string" ? JSON.parse(data) : data);
  if ("result" in answer) return answer.result;
  // The engine's message may repeat the whole call; its first line says what is wrong.
  const reason = answer.error.message.split("\n", 1)[0]?.slice(0, 300) ?? "unknown";
  throw new UnavailableError("CHAIN_ENGINE", `The EVM engine refused: ${reason}`, { retryable: false });
}
