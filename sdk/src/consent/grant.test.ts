import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { keccak256 } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { toHex } from "../codec/index.ts";
import { derivePublicY, initCrypto } from "../crypto/index.ts";
import {
  addressOf,
  orgIdOf,
  requireSignature,
  statementHash,
  termsHash,
  typed,
  typesOf,
} from "../eip712/index.ts";
import { categoryTag, MasterKey, receiveScalar, SCOPE, SUBJECT, tagKey, ZERO32 } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { checkProperty } from "../testing/property.ts";
import {
  buildGrant,
  chooseHome,
  consentDomain,
  discloseGrant,
  roleGrantee,
  signGrant,
  summarize,
  type ConsentHome,
  type GrantInput,
} from "./index.ts";

await initCrypto();
const master = MasterKey.generate();
const signer = privateKeyToAccount(generatePrivateKey());
const home: ConsentHome = { chainId: 7100, consentRegistry: `0x${"c0".repeat(20)}` };
const key = tagKey(master, home.chainId);
const platform = orgIdOf("platform.example");
const hospital = orgIdOf("hospital.example");
const doctor = newId();
const y = toHex(derivePublicY(receiveScalar(MasterKey.generate(), 0)));
const from = 1_795_204_800; // 2026-11-20T20:00:00Z

function input(): GrantInput {
  return {
    home,
    grantor: newId(),
    signer,
    tagKey: key,
    grantee: { kind: SUBJECT.person, id: doctor, organization: platform, y },
    scope: { kind: SCOPE.category, categoryTag: categoryTag(key, "laboratory") },
    actions: ["read"],
    notBefore: from,
    notAfter: from + 7 * 86_400,
    maxUses: 3,
    purpose: "Second opinion on my kidney values",
    words: { grantee: "Dr. Li Wei (Internet Hospital)", scope: "Laboratory", timeZone: "UTC" },
    language: "en",
  };
}

describe("buildGrant", () => {
  it("makes terms a wallet shows in words and a chain sees as hashes", async () => {
    const grant = buildGrant(input());
    const { grantId, signature } = await signGrant(home, grant, signer);
    const types = Object.fromEntries(
      Object.entries(typesOf("Grant")).map(([name, fields]) => [name, fields.map((field) => ({ ...field }))]),
    );
    assert.equal(grantId, TypedDataEncoder.hash({ ...consentDomain(home) }, types, grant));
    await requireSignature({
      data: typed("Grant", consentDomain(home), grant),
      signer: addressOf(signer),
      signature,
    });
    const disclosure = discloseGrant(grant);
    assert.equal(disclosure.terms.statementHash, statementHash(grant.terms.statement));
    assert.equal(
      JSON.stringify(disclosure).includes("kidney") || JSON.stringify(disclosure).includes("Li Wei"),
      false,
    );
  });

  it("salts terms and statement, so that equal grants look different", () => {
    const same = input();
    const [a, b] = [buildGrant(same), buildGrant(same)];
    assert.notEqual(termsHash(a.terms), termsHash(b.terms));
    assert.notEqual(statementHash(a.terms.statement), statementHash(b.terms.statement));
  });

  it("refuses empty windows, no action, hidden characters and text that fits no wallet", () => {
    const invalid = (field: string) => withCode("GRANT_INVALID", { field });
    assert.throws(() => buildGrant({ ...input(), notAfter: from }), invalid("notAfter"));
    assert.throws(() => buildGrant({ ...input(), actions: [] }), invalid("terms.actions"));
    assert.throws(() => buildGrant({ ...input(), maxUses: -1 }), invalid("maxUses"));
    assert.throws(
      () => buildGrant({ ...input(), purpose: "read\u202E\u2066 all" }),
      invalid("terms.statement.purpose"),
    );
    assert.throws(
      () => buildGrant({ ...input(), purpose: "字".repeat(700) }),
      invalid("terms.statement.purpose"),
    );
    assert.throws(
      () => buildGrant({ ...input(), words: { ...input().words, grantee: "a\nb" } }),
      invalid("terms.statement.summary"),
    );
  });
});

describe("summarize", () => {
  const words = { grantee: "Dr. Li", scope: "Laboratory", timeZone: "UTC" };
  const facts = { notBefore: from, notAfter: from + 86_400, maxUses: 1, scopeKind: 2, actions: 1 };

  it("says it plainly in English", () => {
    assert.equal(
      summarize(facts, words, "en"),
      "Dr. Li may read your records of the category “Laboratory”, also those added later, once, from 20 November 2026, 20:00 until 21 November 2026, 20:00 (UTC). You can withdraw this at any time.",
    );
    assert.match(
      summarize({ ...facts, actions: 7, maxUses: 0, scopeKind: 3 }, words, "en"),
      /may read, add to and copy all of your records, also those added later, as often as needed/,
    );
    assert.match(
      summarize({ ...facts, scopeKind: 1, maxUses: 5 }, words, "en"),
      /the record “Laboratory”, at most 5 times/,
    );
  });

  it("and in Chinese", () => {
    assert.equal(
      summarize(
        { ...facts, maxUses: 2 },
        { grantee: "李医生", scope: "检验", timeZone: "Asia/Shanghai" },
        "zh",
      ),
      "李医生可以读取您“检验”类的病历（包括以后新增的），最多 2 次，自2026年11月21日04:00起至2026年11月22日04:00止（Asia/Shanghai）。您可以随时撤回。",
    );
    assert.match(
      summarize({ ...facts, actions: 5, maxUses: 0, scopeKind: 3 }, words, "zh"),
      /读取和复制您的全部病历（包括以后新增的），次数不限/,
    );
  });

  it("differs whenever what is signed differs", () => {
    const anyFacts = fc.record({
      notBefore: fc.integer({ min: from, max: from + 10_000_000 }).map((time) => time - (time % 60)),
      notAfter: fc.integer({ min: from, max: from + 10_000_000 }).map((time) => time - (time % 60)),
      maxUses: fc.nat({ max: 50 }),
      scopeKind: fc.integer({ min: 1, max: 3 }),
      actions: fc.integer({ min: 1, max: 7 }),
    });
    checkProperty(
      fc.property(anyFacts, anyFacts, fc.constantFrom("en" as const, "zh" as const), (a, b, language) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        assert.equal(summarize(a, words, language) === summarize(b, words, language), same);
      }),
    );
  });
});

describe("chooseHome", () => {
  const privateChain: ConsentHome = { chainId: 7101, consentRegistry: `0x${"c1".repeat(20)}` };
  const options = {
    granteeOrganization: hospital,
    recordOrganizations: [hospital],
    privateChain,
    consortium: home,
  };
  it("is the private chain inside one organisation, else the consortium (rule 13)", () => {
    assert.equal(chooseHome(options), privateChain);
    assert.equal(chooseHome({ ...options, granteeOrganization: platform }), home);
    assert.equal(chooseHome({ ...options, recordOrganizations: [hospital, platform] }), home);
    assert.equal(chooseHome({ ...options, recordOrganizations: [] }), home);
  });
  it("a role's grantee is the documented hash", () => {
    const words = `${ZERO32}${"2".padStart(64, "0")}` as const;
    assert.equal(roleGrantee(ZERO32, 2), keccak256(words));
    assert.notEqual(roleGrantee(hospital, 2), roleGrantee(hospital, 3));
  });
});

describe("errors of consent", () => {
  it("hold neither purpose nor names", () => {
    const canary = "CANARY-purpose\u0000";
    try {
      buildGrant({ ...input(), purpose: canary });
      assert.fail("accepted");
    } catch (error) {
      assert.equal(visibleTextOf(error).includes("CANARY"), false);
      assert.equal(visibleTextOf(error).includes("Li Wei"), false);
    }
  });
});
