import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keyDerivationMessage } from "@medlattice/sdk/keys";
import { recoverMessageAddress, recoverTypedDataAddress, stringToHex } from "viem";
import { english, generateMnemonic, mnemonicToAccount } from "viem/accounts";
import { createDemoWallet, type DemoQuestion } from "./createDemoWallet.ts";
import type { DemoPerson } from "./people.ts";
import { parseTypedData } from "./typedData.ts";

function person(): DemoPerson {
  return {
    key: "patient",
    name: "Lín Yǎqín",
    role: "Patient",
    organizationName: "Riverside Hospital",
    phrase: generateMnemonic(english),
    addressIndices: [0, 2],
  };
}

/** A wallet whose person answers as told. */
function answeredBy(people: readonly DemoPerson[], isAgreed: (question: DemoQuestion) => boolean) {
  const wallet = createDemoWallet(people);
  const asked: DemoQuestion[] = [];
  wallet.questions.subscribe(() => {
    const question = wallet.questions.current();
    if (question === null) return;
    asked.push(question.ask);
    queueMicrotask(() => {
      if (!isAgreed(question.ask)) question.decline();
      else question.answer(question.ask.kind === "choose" ? (question.ask.people[0] ?? null) : null);
    });
  });
  return { ...wallet, asked };
}

const hasCode = (code: number) => (error: unknown) => Object(error).code === code;

function keyMessage(account: `0x${string}`): string {
  const { domain, types, primaryType, message } = keyDerivationMessage(account, `0x${"5a".repeat(32)}`);
  return JSON.stringify({ domain, types: { EIP712Domain: [], ...types }, primaryType, message });
}

describe("createDemoWallet", () => {
  it("shares the accounts of whom one chooses, by the indices of the profile", async () => {
    const lin = person();
    const { provider } = answeredBy([lin], () => true);
    assert.deepEqual(await provider.request({ method: "eth_accounts" }), []);
    const expected = [0, 2].map((addressIndex) => mnemonicToAccount(lin.phrase, { addressIndex }).address);
    assert.deepEqual(await provider.request({ method: "eth_requestAccounts" }), expected);
  });

  it("signs what was agreed to, for the account that was named", async () => {
    const { provider, asked } = answeredBy([person()], () => true);
    const [, second] = (await provider.request({ method: "eth_requestAccounts" })) as `0x${string}`[];
    assert.ok(second !== undefined);
    const message = "Sign in to MedLattice.";
    const signature = await provider.request({
      method: "personal_sign",
      params: [stringToHex(message), second],
    });
    assert.equal(await recoverMessageAddress({ message, signature: signature as `0x${string}` }), second);
    const json = keyMessage(second);
    const typed = await provider.request({ method: "eth_signTypedData_v4", params: [second, json] });
    const { typedData } = parseTypedData(json);
    assert.equal(await recoverTypedDataAddress({ ...typedData, signature: typed as `0x${string}` }), second);
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ["choose", "message", "typed"],
    );
  });

  it("signs nothing that was declined", async () => {
    const { provider } = answeredBy([person()], ({ kind }) => kind === "choose");
    const [first] = (await provider.request({ method: "eth_requestAccounts" })) as `0x${string}`[];
    await assert.rejects(
      provider.request({ method: "personal_sign", params: ["0x00", first] }),
      hasCode(4001),
    );
  });

  it("refuses an account of nobody here, a message of another chain, and what it does not know", async () => {
    const { provider, asked } = answeredBy([person()], () => true);
    const [first] = (await provider.request({ method: "eth_requestAccounts" })) as `0x${string}`[];
    assert.ok(first !== undefined);
    const other = `0x${"11".repeat(20)}`;
    await assert.rejects(
      provider.request({ method: "personal_sign", params: ["0x00", other] }),
      hasCode(4100),
    );
    const elsewhere = JSON.stringify({
      domain: { name: "MedLattice ConsentRegistry", version: "1", chainId: 7100 },
      types: { Revocation: [{ name: "grantId", type: "bytes32" }] },
      primaryType: "Revocation",
      message: { grantId: `0x${"22".repeat(32)}` },
    });
    const sign = { method: "eth_signTypedData_v4", params: [first, elsewhere] };
    await assert.rejects(provider.request(sign), hasCode(-32_603));
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: "0x1bbc" }] });
    assert.match(String(await provider.request(sign)), /^0x[0-9a-f]{130}$/);
    await assert.rejects(provider.request({ method: "eth_sendTransaction", params: [{}] }), hasCode(4200));
    await assert.rejects(provider.request({ method: "constructor" }), hasCode(4200));
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ["choose", "typed"],
    );
  });
});

describe("parseTypedData", () => {
  it("takes out the words that are meant for people, wherever they stand", () => {
    const json = JSON.stringify({
      domain: { name: "MedLattice ConsentRegistry", version: "1", chainId: "7100" },
      types: { EIP712Domain: [], Grant: [] },
      primaryType: "Grant",
      message: {
        grantor: "0x01",
        terms: {
          statement: { summary: "Dr. Wu may read one record", purpose: "Second opinion", salt: "0x02" },
        },
      },
    });
    const { words, chainId, typedData } = parseTypedData(json);
    assert.deepEqual(words, ["Dr. Wu may read one record", "Second opinion"]);
    assert.equal(chainId, 7100);
    assert.deepEqual(Object.keys(typedData.types), ["Grant"]);
  });

  it("throws for what is no typed data", () => {
    for (const odd of ["{}", "no", '{"types":{},"primaryType":"A","domain":{},"message":{}}']) {
      assert.throws(() => parseTypedData(odd));
    }
  });
});
