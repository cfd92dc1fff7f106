import { hexToString, isHex, numberToHex } from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import { createQuestions, type Questions } from "../signing/questions.ts";
import type { DemoPerson } from "./people.ts";
import { parseTypedData, type ShownTypedData } from "./typedData.ts";

/** EIP-1193's error. */
export class ProviderError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "ProviderError";
    this.code = code;
  }
}

/** What the demo wallet asks its person. */
export type DemoQuestion =
  | { readonly kind: "choose"; readonly people: readonly DemoPerson[] }
  | { readonly kind: "message"; readonly person: DemoPerson; readonly message: string }
  | { readonly kind: "typed"; readonly person: DemoPerson; readonly data: ShownTypedData };

export interface DemoWallet {
  readonly provider: DemoProvider;
  readonly questions: Questions<DemoQuestion, DemoPerson | null>;
  /** Who is connected. */
  person(): DemoPerson | null;
}

interface DemoProvider {
  request(call: { readonly method: string; readonly params?: unknown }): Promise<unknown>;
  on(event: string, listener: (value: unknown) => void): void;
  removeListener(event: string, listener: (value: unknown) => void): void;
}

/** An EIP-1193 wallet for the sample people: what it signs, it asks first, in words. */
export function createDemoWallet(people: readonly DemoPerson[]): DemoWallet {
  const questions = createQuestions<DemoQuestion, DemoPerson | null>(
    () => new ProviderError(4001, "The person declined."),
  );
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  let person: DemoPerson | null = null;
  let chainId = 1;

  function emit(event: string, value: unknown): void {
    for (const listener of listeners.get(event) ?? []) listener(value);
  }

  function accounts(): readonly HDAccount[] {
    if (person === null) return [];
    const { phrase, addressIndices } = person;
    return addressIndices.map((addressIndex) => mnemonicToAccount(phrase, { addressIndex }));
  }

  function accountOf(address: unknown): HDAccount {
    const account = accounts().find((each) => each.address.toLowerCase() === String(address).toLowerCase());
    if (account !== undefined) return account;
    throw new ProviderError(4100, "This account is not shared with the page.");
  }

  function connectedPerson(): DemoPerson {
    if (person !== null) return person;
    throw new ProviderError(4100, "Nobody is connected.");
  }

  async function connect(): Promise<readonly string[]> {
    person = await questions.put({ kind: "choose", people });
    const shared = accounts().map(({ address }) => address);
    emit("accountsChanged", shared);
    return shared;
  }

  const methods: Readonly<Record<string, (params: readonly unknown[]) => Promise<unknown>>> = {
    eth_chainId: async () => numberToHex(chainId),
    eth_accounts: async () => accounts().map(({ address }) => address),
    eth_requestAccounts: async () =>
      person === null ? await connect() : accounts().map(({ address }) => address),
    async wallet_requestPermissions() {
      const value = await connect();
      return [{ parentCapability: "eth_accounts", caveats: [{ type: "restrictReturnedAccounts", value }] }];
    },
    async wallet_revokePermissions() {
      person = null;
      return null;
    },
    async wallet_switchEthereumChain([wanted]) {
      chainId = chainIdOf(wanted);
      emit("chainChanged", numberToHex(chainId));
      return null;
    },
    wallet_addEthereumChain: async ([wanted]) => {
      chainIdOf(wanted);
      return null;
    },
    async personal_sign([raw, address]) {
      const account = accountOf(address);
      if (!isHex(raw)) throw new ProviderError(-32_602, "personal_sign takes hex.");
      const message = hexToString(raw);
      await questions.put({ kind: "message", person: connectedPerson(), message });
      return await account.signMessage({ message });
    },
    async eth_signTypedData_v4([address, json]) {
      const account = accountOf(address);
      const data = parseTypedData(json);
      if (data.chainId !== null && data.chainId !== chainId) {
        throw new ProviderError(-32_603, "The message is for another chain than the wallet is on.");
      }
      await questions.put({ kind: "typed", person: connectedPerson(), data });
      return await account.signTypedData(data.typedData);
    },
  };

  return {
    questions,
    person: () => person,
    provider: {
      async request({ method, params }) {
        const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
        if (answer === undefined) throw new ProviderError(4200, `The demo wallet does not know ${method}.`);
        return await answer(Array.isArray(params) ? params : []);
      },
      on(event, listener) {
        listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
      },
      removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
    },
  };
}

function chainIdOf(wanted: unknown): number {
  const id =
    typeof wanted === "object" && wanted !== null && "chainId" in wanted ? Number(wanted.chainId) : 0;
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new ProviderError(-32_602, "A chain is named by its chainId.");
}
