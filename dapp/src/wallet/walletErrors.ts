import { EngineError, REJECTED } from "../engine/errors.ts";

/** Codes of EIP-1193 and EIP-1474 that wallets use. */
const RPC = {
  rejected: 4001,
  unauthorized: 4100,
  unsupported: 4200,
  disconnected: 4900,
  chainDisconnected: 4901,
  chainUnknown: 4902,
  busy: -32_002,
} as const;

/** What can go wrong with a wallet, by the code that the page has words for. */
const WORDS = {
  [REJECTED]: "You declined in your wallet. Nothing was changed.",
  WALLET_CANCELLED: "You stopped waiting for your wallet. Nothing was changed.",
  WALLET_NOT_CONNECTED: "No wallet is connected.",
  WALLET_LOCKED: "Your wallet is locked, or no longer shares its accounts with this page.",
  WALLET_ACCOUNT_MISSING: "Your wallet does not share the account that is needed here.",
  WALLET_BUSY: "Your wallet still shows another question. Answer that one first.",
  WALLET_UNSUITABLE: "This wallet cannot sign what is needed here.",
  WALLET_DISCONNECTED: "The connection to your wallet was lost.",
  WALLET_CHAIN_REFUSED: "Your wallet did not switch to the network that this signature belongs to.",
  WALLET_FAILED: "Your wallet gave no usable answer.",
} as const;

export type WalletErrorCode = keyof typeof WORDS;

const RETRYABLE: readonly WalletErrorCode[] = [
  REJECTED,
  "WALLET_CANCELLED",
  "WALLET_LOCKED",
  "WALLET_ACCOUNT_MISSING",
  "WALLET_BUSY",
  "WALLET_DISCONNECTED",
  "WALLET_CHAIN_REFUSED",
];

export function walletError(code: WalletErrorCode, facts: EngineError["facts"] = {}): EngineError {
  return new EngineError({
    code,
    message: WORDS[code],
    hints: [],
    facts,
    isRetryable: RETRYABLE.includes(code),
  });
}

/** What a wallet threw, as an error that pages have words for; wallets wrap codes at several depths. */
export function fromWallet(thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const codes = codesOf(thrown);
  if (codes.includes(RPC.rejected)) return walletError(REJECTED);
  if (codes.includes(RPC.unauthorized)) return walletError("WALLET_ACCOUNT_MISSING");
  if (codes.includes(RPC.unsupported)) return walletError("WALLET_UNSUITABLE");
  if (codes.includes(RPC.busy)) return walletError("WALLET_BUSY");
  if (codes.includes(RPC.disconnected) || codes.includes(RPC.chainDisconnected)) {
    return walletError("WALLET_DISCONNECTED");
  }
  return walletError("WALLET_FAILED");
}

/** Whether the wallet has never heard of the chain it was asked to switch to (EIP-3326). */
export function isUnknownChain(thrown: unknown): boolean {
  return codesOf(thrown).includes(RPC.chainUnknown);
}

/** The codes of an error and of what caused it. */
function codesOf(thrown: unknown): readonly number[] {
  const codes: number[] = [];
  const seen = new Set<unknown>();
  const queue: unknown[] = [thrown];
  for (let error = queue.shift(); error !== undefined; error = queue.shift()) {
    if (typeof error !== "object" || error === null || seen.has(error)) continue;
    seen.add(error);
    if ("code" in error && typeof error.code === "number") codes.push(error.code);
    if ("cause" in error) queue.push(error.cause);
    if ("data" in error) queue.push(error.data);
    if ("originalError" in error) queue.push(error.originalError);
  }
  return codes;
}
