/**
 * Bounds of one chain process, in one place. A caller who stays inside them never notices them; one who does not is
 * told which one was met.
 */
export const LIMITS = {
  /** One JSON-RPC request body or WebSocket message; Besu takes the same 5 MiB. */
  requestBytes: 5 * 1024 * 1024,
  /** Calls in one JSON-RPC batch; viem's default batch size is the same. */
  batchCalls: 1000,
  /** One raw transaction; Besu 26.8.1 and later refuses larger ones, so contracts must fit it anyway. */
  transactionBytes: 128 * 1024,
  /** Transactions in one block, so that a block is made in well under a second. */
  blockTransactions: 500,
  /**
   * Raw bytes of the transactions of one block; a larger transaction has one to itself. The engine keeps every step of a block
   * until it is made, and memory that large is slower than more blocks.
   */
  blockBytes: 96 * 1024,
  /** How long a transaction whose predecessor is missing is kept before it is refused. */
  nonceGapWaitMs: 2000,
  /** Transactions that wait for a predecessor at the same time. */
  waitingTransactions: 1000,
  /** Transactions that wait for the next block; more is overload and is answered as such. */
  queuedTransactions: 20_000,
  /** Calls the engine works on at once; it runs them one after the other, so more would only cost memory. */
  concurrentCalls: 64,
  /** Calls that wait for their turn. */
  queuedCalls: 20_000,
  /** Subscriptions of one WebSocket connection. */
  subscriptions: 100,
  /** Followers that may replicate from one node at the same time. */
  journalStreams: 32,
  /** Bytes a WebSocket client may leave unread before it is cut off. */
  unreadSocketBytes: 16 * 1024 * 1024,
} as const;

/**
 * Gas one transaction or call may use: 2^24, EIP-7825, what Osaka chains enforce. The engine keeps a record of every
 * EVM step while it runs, so an unbounded call would exhaust memory; this bounds it.
 */
export const TRANSACTION_GAS_CAP = 16_777_216n;

/** Far above `blockTransactions × TRANSACTION_GAS_CAP`: the number of transactions bounds a block, not its gas. */
export const BLOCK_GAS_LIMIT = 1_000_000_000_000n;
