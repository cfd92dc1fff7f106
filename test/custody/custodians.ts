import assert from "node:assert/strict";
import { type OracleClient, createOracleClient, createSessionKey } from "@medlattice/sdk/client";
import { type SignedDocument, storeJson, toHex } from "@medlattice/sdk/codec";
import {
  type DealtShare,
  createCustodyContribution,
  custodyPolynomial,
  finishCustodyKey,
} from "@medlattice/sdk/crypto";
import {
  CONFIRMATION_STATEMENT,
  CONTRIBUTION_STATEMENT,
  type Contribution,
  confirmationSchema,
  contributionSchema,
  introductionSchema,
  introductionStatement,
  sessionOf,
  shareSchema,
  signCustodyDocument,
  storeCeremony,
} from "@medlattice/sdk/custody";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import { startTestChain } from "../oracle/fixture/chain.ts";
import { hospitalPlan, startOracles } from "../oracle/fixture/oracle.ts";
import { ROLE, type TestPerson, enroll, random32 } from "../oracle/fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);

interface Member {
  readonly person: TestPerson;
  readonly client: OracleClient;
}

/** What is hashed, as it is sent. */
export const textOf = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes);
export const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, "0")}`;

export type Custodians = Awaited<ReturnType<typeof startCustodians>>;

/** A hospital's oracle on its chain, three officers, and the steps of a ceremony made by hand. */
export async function startCustodians() {
  const chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  const managers: TestPerson[] = [];
  for (let count = 0; count < 4; count++) managers.push(await enroll(chain, hospital, ROLE.manager));
  const doctorPerson = await enroll(chain, hospital, ROLE.doctor, managers[0]);
  const oracles = await startOracles(hospitalPlan(dnsName, chain));
  const { url } = oracles.get(dnsName).oracle;
  const [fourth] = managers.splice(3);
  assert.ok(fourth);
  const officers = await Promise.all(managers.map(member));
  const stranger = await member(fourth);
  const doctor = await member(doctorPerson);
  return {
    url,
    officers,
    stranger,
    doctor,
    officer,
    ceremonyOf,
    contributed,
    signContribution,
    introduction,
    collected,
    confirmation,
    async close() {
      await oracles.close();
      await chain.close();
    },
  };

  async function member(person: TestPerson): Promise<Member> {
    const client = createOracleClient({
      baseUrl: url,
      signer: person.account,
      person: { chainId: person.chainId, personId: person.personId },
      sessionKey: await createSessionKey(),
    });
    await client.login();
    return { person, client };
  }

  function at() {
    const address = chain.contracts.IdentityRegistry.toLowerCase();
    return { chainId: 7101, identityRegistry: toHex(Buffer.from(address.slice(2), "hex")) };
  }

  function officer(index: number): Member {
    const found = officers[index - 1];
    assert.ok(found);
    return found;
  }

  function ceremonyOf(change: { organization?: Hex; officers?: Hex[] } = {}) {
    return storeCeremony({
      organization: hospital,
      chainId: 7101,
      threshold: 2,
      officers: officers.map(({ person }) => person.personId),
      nonce: random32(),
      ...change,
    });
  }

  /** An officer's step 1, and the shares' documents by whom they are for. */
  async function contributed(
    ceremony: ReturnType<typeof storeCeremony>,
    index: number,
    change: (share: DealtShare) => bigint = ({ share }) => share,
  ) {
    const session = sessionOf(ceremony);
    const { contribution, shares } = createCustodyContribution({
      session,
      index,
      polynomial: custodyPolynomial(session),
    });
    const documents = new Map<number, string>();
    const promised = [];
    for (const share of shares.filter(({ to }) => to !== index)) {
      const { from, to } = share;
      const stored = storeJson(shareSchema, {
        format: "medlattice/custody-share/v1",
        ceremony: ceremony.hash,
        from,
        to,
        share: word(change(share)),
        salt: random32(),
      });
      documents.set(to, textOf(stored));
      promised.push({ to, hash: stored.hash });
    }
    const { person } = officer(index);
    const { commitments, proof } = contribution;
    const document = {
      format: "medlattice/custody-contribution/v1" as const,
      ceremony: ceremony.hash,
      officer: person.personId,
      index,
      commitments: [...commitments],
      proof: { c: word(proof.c), z: word(proof.z) },
      shares: promised,
    };
    return { document, contribution, shares, documents, signed: await signContribution(document, person) };
  }

  async function signContribution(document: Contribution, { account }: TestPerson): Promise<SignedDocument> {
    return await signCustodyDocument({
      at: at(),
      statement: CONTRIBUTION_STATEMENT,
      schema: contributionSchema,
      document,
      signer: account,
    });
  }

  /** What a manager says it is called; `words` is what its wallet shows. */
  async function introduction(
    { account, personId }: TestPerson,
    name: string,
    words = introductionStatement({ name }),
  ): Promise<SignedDocument> {
    return await signCustodyDocument({
      at: at(),
      statement: words,
      schema: introductionSchema,
      document: { format: "medlattice/custody-introduction/v1", officer: personId, name },
      signer: account,
    });
  }

  /** A ceremony to which all have contributed. */
  async function collected(change?: {
    readonly index: number;
    readonly share: (share: DealtShare) => bigint;
  }) {
    const ceremony = ceremonyOf();
    await officer(1).client.custody.begin(textOf(ceremony));
    const made = [];
    for (const index of [1, 2, 3]) {
      const one = await contributed(ceremony, index, index === change?.index ? change.share : undefined);
      await officer(index).client.custody.contribute(ceremony.hash, one.signed);
      made.push(one);
    }
    return { ceremony, made };
  }

  async function confirmation(
    { ceremony, made }: Awaited<ReturnType<typeof collected>>,
    index: number,
    change: { transcript?: Hex } = {},
  ) {
    const contributions = made.map(({ contribution }) => contribution);
    const shares = made.flatMap((one) => one.shares);
    const { key, share, transcript } = finishCustodyKey({
      session: sessionOf(ceremony),
      index,
      contributions,
      shares,
    });
    const { person } = officer(index);
    const [h1 = "0x"] = key.commitments;
    const document = { officer: person.personId, ceremony: ceremony.hash, index, transcript, h1, ...change };
    const signed = await signCustodyDocument({
      at: at(),
      statement: CONFIRMATION_STATEMENT,
      schema: confirmationSchema,
      document: { format: "medlattice/custody-confirmation/v1", ...document },
      signer: person.account,
    });
    return { key, share, signed };
  }
}
