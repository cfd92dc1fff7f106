import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { TypedDataEncoder, Wallet } from "ethers";
import fc from "fast-check";
import { keccak256, toHex as viemToHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { anyMessage, hexBytes } from "../testing/messages.ts";
import { checkAsyncProperty, checkProperty } from "../testing/property.ts";
import {
  addressOf,
  checkEoaSignature,
  contractDomain,
  contractsOf,
  digestOf,
  fromEthersSigner,
  grantIdOf,
  hashOf,
  KEYS_DOMAIN,
  proposalLeaf,
  requireSignature,
  SECP256K1_ORDER,
  sign,
  statementHash,
  STRUCTS,
  termsHash,
  typed,
  typesOf,
  type Domain,
  type StructName,
} from "./index.ts";

const root = new URL("../../../", import.meta.url);
const names = Object.keys(STRUCTS).filter((name): name is StructName => Object.hasOwn(STRUCTS, name));
const signedNames = names.filter((name) => contractsOf(name).length > 0);
const contractAddress: Hex = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

function domainFor(name: StructName): Domain {
  const contract = contractsOf(name)[0];
  return contract === undefined
    ? KEYS_DOMAIN
    : contractDomain({ contract, chainId: 7100, address: contractAddress });
}

function ethersTypes(name: StructName) {
  return Object.fromEntries(
    Object.entries(typesOf(name)).map(([key, fields]) => [key, fields.map((field) => ({ ...field }))]),
  );
}

describe("EIP-712 structs", () => {
  it("are those of docs/wire-formats.md, member for member", () => {
    const page = readFileSync(new URL("docs/wire-formats.md", root), "utf8");
    const block = page.split("## EIP-712 domains and types")[1]?.split("```")[1] ?? "";
    const documented = new Map(
      [...block.matchAll(/^(\w+)(\([^)]*\))/gm)].map((match) => [match[1], `${match[1]}${match[2]}`]),
    );
    for (const name of names) {
      const own = `${name}(${STRUCTS[name].map((field) => `${field.type} ${field.name}`).join(",")})`;
      assert.equal(documented.get(name), own, name);
    }
    assert.deepEqual(new Set(documented.keys()), new Set(names));
  });

  it("are those that the contracts hash, wherever a contract spells one out", () => {
    const folder = new URL("contracts/src/", root);
    const spelled: string[] = [];
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".sol")) continue;
      const joined = readFileSync(new URL(file, folder), "utf8").replaceAll(/"\s*"/g, "");
      for (const match of joined.matchAll(/"((?:[A-Z]\w*\((?:\w+(?:\[\])? \w+,?)*\))+)"/g))
        spelled.push(match[1] ?? "");
    }
    assert.notEqual(spelled.length, 0, "no type string found in contracts/src");
    for (const type of spelled) {
      const name = names.find((candidate) => type.startsWith(`${candidate}(`));
      if (name === undefined) continue;
      const full = TypedDataEncoder.from(ethersTypes(name)).encodeType(name);
      // A contract may take a nested struct as its hash; then it spells only the outer type out of `full`.
      assert.ok(type === full || full.startsWith(type), `${name}: ${type}`);
    }
  });

  for (const name of signedNames) {
    it(`${name}: viem and ethers agree on struct hash and digest`, () => {
      checkProperty(
        fc.property(
          anyMessage(name),
          hexBytes(20),
          fc.integer({ min: 1, max: 2 ** 31 - 1 }),
          (message, address, chainId) => {
            const contract = contractsOf(name)[0];
            assert.ok(contract !== undefined);
            const domain = contractDomain({ contract, chainId, address });
            assert.equal(
              hashOf(name, message),
              TypedDataEncoder.from(ethersTypes(name)).hashStruct(name, message),
            );
            assert.equal(
              digestOf(typed(name, domain, message)),
              TypedDataEncoder.hash({ ...domain }, ethersTypes(name), message),
            );
          },
        ),
        30,
      );
    });

    it(`${name}: viem and ethers sign alike, and the signature is checked as the contracts do`, async () => {
      await checkAsyncProperty(
        fc.asyncProperty(anyMessage(name), async (message) => {
          const key = generatePrivateKey();
          const viemAccount = privateKeyToAccount(key);
          const ethersSigner = await fromEthersSigner(new Wallet(key));
          assert.equal(ethersSigner.address, addressOf(viemAccount));
          const data = typed(name, domainFor(name), message);
          const signature = await sign(viemAccount, data);
          assert.equal(await sign(ethersSigner, data), signature);
          await requireSignature({ data, signer: addressOf(viemAccount), signature });
        }),
        3,
      );
    });
  }

  it("refuse the domain of a contract that does not check them", () => {
    const domain = contractDomain({ contract: "RecordRegistry", chainId: 7100, address: contractAddress });
    const [message] = fc.sample(anyMessage("Revocation"), { numRuns: 1, seed: 1 });
    assert.ok(message !== undefined);
    assert.throws(
      () => typed("Revocation", domain, message),
      (error) => error instanceof InvalidInputError && error.code === "EIP712_WRONG_DOMAIN",
    );
  });
});

describe("ids", () => {
  const [grant] = fc.sample(anyMessage("Grant"), { numRuns: 1, seed: 2 });
  const [proposal] = fc.sample(anyMessage("Proposal"), { numRuns: 1, seed: 3 });
  assert.ok(grant !== undefined && proposal !== undefined);

  it("the chain's view, with hashes in place of terms and statement, gives the same grantId", () => {
    // What a contract computes: hashStruct(Grant) from termsHash, which it computes from statementHash.
    const encoder = TypedDataEncoder.from(ethersTypes("Grant"));
    const typeHash = keccak256(viemToHex(encoder.encodeType("Grant")));
    const word = (value: number) => value.toString(16).padStart(64, "0");
    const structHash = keccak256(
      `${typeHash}${grant.grantor.slice(2)}${grant.signer.slice(2).padStart(64, "0")}${word(grant.notBefore)}${word(grant.notAfter)}${word(grant.maxUses)}${termsHash(grant.terms).slice(2)}`,
    );
    assert.equal(structHash, hashOf("Grant", grant));
    const domain = contractDomain({ contract: "ConsentRegistry", chainId: 7100, address: contractAddress });
    assert.equal(grantIdOf(domain, grant), TypedDataEncoder.hash({ ...domain }, ethersTypes("Grant"), grant));
    assert.equal(
      statementHash(grant.terms.statement),
      TypedDataEncoder.from(ethersTypes("Statement")).hashStruct("Statement", grant.terms.statement),
    );
  });

  it("a grant's id changes with chain, contract and every member of the terms", () => {
    const domain = contractDomain({ contract: "ConsentRegistry", chainId: 7100, address: contractAddress });
    const ids = new Set([
      grantIdOf(domain, grant),
      grantIdOf({ ...domain, chainId: 7101 }, grant),
      grantIdOf({ ...domain, verifyingContract: `0x${"11".repeat(20)}` }, grant),
      grantIdOf(domain, { ...grant, maxUses: (grant.maxUses + 1) % 1000 }),
      grantIdOf(domain, { ...grant, terms: { ...grant.terms, actions: (grant.terms.actions + 1) % 256 } }),
      grantIdOf(domain, {
        ...grant,
        terms: { ...grant.terms, denyTags: [...grant.terms.denyTags, `0x${"22".repeat(32)}`] },
      }),
      grantIdOf(domain, {
        ...grant,
        terms: { ...grant.terms, statement: { ...grant.terms.statement, purpose: "other" } },
      }),
    ]);
    assert.equal(ids.size, 7);
  });

  it("a batch leaf is hashed twice, so it is no inner node", () => {
    assert.equal(proposalLeaf(proposal), keccak256(hashOf("Proposal", proposal)));
  });
});

describe("requireSignature", () => {
  const account = privateKeyToAccount(generatePrivateKey());
  const domain = contractDomain({ contract: "ConsentRegistry", chainId: 7100, address: contractAddress });
  const message = {
    grantor: `0x${"01".repeat(32)}`,
    signer: account.address,
    grantId: `0x${"02".repeat(32)}`,
  } as const;
  const data = typed("Revocation", domain, message);
  const signer = addressOf(account);
  const refused = (error: unknown) =>
    error instanceof VerificationError &&
    error.code === "SIGNATURE_INVALID" &&
    error.facts["struct"] === "Revocation";

  it("refuses another signer, message, chain and contract", async () => {
    const signature = await sign(account, data);
    const other = addressOf(privateKeyToAccount(generatePrivateKey()));
    await requireSignature({ data, signer, signature });
    await assert.rejects(requireSignature({ data, signer: other, signature }), refused);
    for (const changed of [
      typed("Revocation", domain, { ...message, grantId: `0x${"03".repeat(32)}` }),
      typed("Revocation", { ...domain, chainId: 7101 }, message),
      typed("Revocation", { ...domain, verifyingContract: signer }, message),
    ]) {
      await assert.rejects(requireSignature({ data: changed, signer, signature }), refused);
    }
  });

  it("refuses the malleable twin, odd lengths and a recovery byte of 0", async () => {
    const bytes = fromHex(await sign(account, data));
    const s = BigInt(toHex(bytes.subarray(32, 64)));
    const twin = bytes.slice();
    twin.set(fromHex(viemToHex(SECP256K1_ORDER - s, { size: 32 })), 32);
    twin[64] = bytes[64] === 27 ? 28 : 27;
    const zeroV = bytes.slice();
    zeroV[64] = (bytes[64] ?? 27) - 27;
    for (const bad of [twin, zeroV, bytes.subarray(0, 64), Uint8Array.of(), new Uint8Array(65)]) {
      assert.equal(
        await checkEoaSignature({ address: signer, digest: digestOf(data), signature: toHex(bad) }),
        false,
      );
    }
  });

  it("asks the given check, which may know contract wallets", async () => {
    const asked: number[] = [];
    await requireSignature({
      data,
      signer,
      signature: "0x",
      check: async (question) => {
        asked.push(question.chainId ?? 0);
        return question.digest === digestOf(data);
      },
    });
    assert.deepEqual(asked, [7100]);
  });
});
