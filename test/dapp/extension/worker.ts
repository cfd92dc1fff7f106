// The service worker: keys, chains, and who is asked before anything is signed.
import { hexToString, isHex } from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import type { Answer, Call, Question, Reply } from "./messages.ts";

const accounts = Array.from({ length: ACCOUNTS }, (_, addressIndex) =>
  mnemonicToAccount(RECOVERY_PHRASE, { addressIndex }),
);
const nodes = new Map<string, string>();
const questions = new Map<
  string,
  { readonly question: Question; readonly settle: (isApproved: boolean) => void }
>();
let chainId = "0x1";
let isConnected = false;

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (isAnswer(message)) {
    questions.get(message.answerTo)?.settle(message.isApproved);
    return false;
  }
  if (typeof message === "string") {
    reply(questions.get(message)?.question ?? null);
    return false;
  }
  if (!isCall(message)) return false;
  answer(message).then(
    (result) => reply({ result } satisfies Reply),
    (error: unknown) => {
      const code = error instanceof Refusal ? error.code : -32_603;
      reply({ error: { code, message: String(error) } } satisfies Reply);
    },
  );
  return true;
});

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

async function answer({ method, params }: Call): Promise<unknown> {
  const [first, second] = params;
  switch (method) {
    case "eth_chainId":
      return chainId;
    case "eth_accounts":
      return isConnected ? addresses() : [];
    case "eth_requestAccounts":
      await connect();
      return addresses();
    case "wallet_requestPermissions":
      await connect();
      return [{ parentCapability: "eth_accounts", caveats: [{ value: addresses() }] }];
    case "wallet_revokePermissions":
      isConnected = false;
      return null;
    case "wallet_addEthereumChain":
      await addChain(first);
      return null;
    case "wallet_switchEthereumChain":
      if (!nodes.has(memberOf(first, "chainId"))) throw new Refusal(4902, "Unrecognized chain");
      chainId = memberOf(first, "chainId");
      return null;
    case "personal_sign": {
      const message = isHex(first) ? hexToString(first) : "";
      await ask("Sign a message", message);
      return await accountOf(second).signMessage({ message });
    }
    case "eth_signTypedData_v4":
      return await signTypedData(first, String(second));
    default:
      throw new Refusal(4200, `no ${method}`);
  }
}

function addresses(): readonly string[] {
  return accounts.map(({ address }) => address);
}

async function connect(): Promise<void> {
  await ask("Share accounts", addresses().join("\n"));
  isConnected = true;
}

/** Only a chain whose node says that it is the one. */
async function addChain(wanted: unknown): Promise<void> {
  const id = memberOf(wanted, "chainId");
  const urls: unknown = Reflect.get(Object(wanted), "rpcUrls");
  const url = Array.isArray(urls) ? String(urls[0]) : "";
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const reply: unknown = await response.json();
  if (BigInt(memberOf(reply, "result")) !== BigInt(id)) throw new Refusal(-32_602, "Another chain answered");
  await ask("Add a network", url);
  nodes.set(id, url);
}

async function signTypedData(address: unknown, json: string): Promise<string> {
  const data = JSON.parse(json);
  const { chainId: wanted } = data.domain;
  if (wanted !== undefined && BigInt(wanted) !== BigInt(chainId)) {
    throw new Refusal(-32_603, "Provided chainId must match the active chainId");
  }
  await ask(`Sign ${data.primaryType}`, JSON.stringify(data.message, null, 2));
  const { EIP712Domain: _, ...types } = data.types;
  return await accountOf(address).signTypedData({ ...data, types });
}

/** Opens a window, as extensions do, and waits for the person. */
async function ask(what: string, all: string): Promise<void> {
  const id = crypto.randomUUID();
  const isApproved = await new Promise<boolean>((settle) => {
    questions.set(id, { question: { id, what, all }, settle });
    void chrome.windows.create({
      url: `${chrome.runtime.getURL("ask.html")}#${id}`,
      type: "popup",
      width: 420,
      height: 600,
    });
  });
  questions.delete(id);
  if (!isApproved) throw new Refusal(4001, "User rejected the request.");
}

function accountOf(address: unknown): HDAccount {
  const account = accounts.find((each) => each.address.toLowerCase() === String(address).toLowerCase());
  if (isConnected && account !== undefined) return account;
  throw new Refusal(4100, "Unauthorized");
}

function memberOf(value: unknown, name: string): string {
  return String(Reflect.get(Object(value), name));
}

function isCall(message: unknown): message is Call {
  return typeof message === "object" && message !== null && "method" in message && "params" in message;
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === "object" && message !== null && "answerTo" in message;
}
