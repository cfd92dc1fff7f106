import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { OracleClient } from "@medlattice/sdk/client";
import { ROLE } from "@medlattice/sdk/identity";
import { openNotice, sealNotice } from "@medlattice/sdk/mail";
import { Encrypter } from "age-encryption";
import { type Hex, toHex } from "viem";
import { codeOf, codeOfResponse, errorOf, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { type OrganizationName, type PeopleNetwork, startPeopleNetwork } from "./fixture/network.ts";
import { type Manager, type Pseudonym, clientOf, enrolAtDesk, firstManager } from "./fixture/people.ts";
import { askAsPeer } from "./fixture/peer.ts";
import { anonymous, rawSession } from "./fixture/raw.ts";

let network: PeopleNetwork;
let hospital: Manager;
let clinic: Manager;
let insurer: Manager;
let reader: Pseudonym;
let readerSide: OracleClient;

before(async () => {
  network = await startPeopleNetwork({ limits: { mailboxMessages: 5, mailboxBytes: 600_000 } });
  hospital = await firstManager(network, "hospital", network.consortium);
  clinic = await firstManager(network, "clinic", network.consortium);
  insurer = await firstManager(network, "insurer", network.consortium, "north");
  reader = await enrolAtDesk(clinic, network.consortium, ROLE.doctor);
  readerSide = await clientOf(network, "clinic", reader);
});
after(() => network.close());

async function seal(content: Uint8Array | string, recipient = reader.sealing.recipient): Promise<Hex> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return toHex(await encrypter.encrypt(content));
}

const message = async (content: Uint8Array | string = "words") => ({
  messageId: random32(),
  kind: "grant-package" as const,
  sealed: await seal(content),
});

async function empty(client: OracleClient): Promise<void> {
  const { items } = await client.mailbox.list({ limit: 200 });
  for (const { messageId } of items) await client.mailbox.remove(messageId);
}

describe("a mailbox (M11)", () => {
  it("takes a message through the sender's own oracle to the reader's, and gives it until it is removed", async () => {
    const sent = await message("a package");
    assert.deepEqual(await hospital.client.mailbox.send(reader.personId, sent), { delivery: "stored" });
    const { items } = await readerSide.mailbox.list({ kind: "grant-package" });
    assert.deepEqual(
      items.map(({ messageId, kind }) => ({ messageId, kind })),
      [{ messageId: sent.messageId, kind: sent.kind }],
    );
    assert.equal((await readerSide.mailbox.get(sent.messageId)).sealed, sent.sealed);
    assert.deepEqual((await readerSide.mailbox.list({ kind: "notice" })).items, []);
    await readerSide.mailbox.remove(sent.messageId);
    assert.equal(await codeOf(readerSide.mailbox.get(sent.messageId)), "MESSAGE_NOT_FOUND");
    assert.equal(await codeOf(readerSide.mailbox.remove(sent.messageId)), "MESSAGE_NOT_FOUND");
  });

  it("of a person whose organisation runs no oracle is with the authority", async () => {
    const sent = { ...(await message()), sealed: await seal("x", insurer.person.sealing.recipient) };
    await readerSide.mailbox.send(insurer.person.personId, sent);
    assert.equal((await insurer.client.mailbox.get(sent.messageId)).sealed, sent.sealed);
    await empty(insurer.client);
  });

  it("gets each message once, and never another under its id", async () => {
    const sent = await message();
    const { send } = hospital.client.mailbox;
    await send(reader.personId, sent);
    await send(reader.personId, sent);
    await clinic.client.mailbox.send(reader.personId, sent);
    assert.equal((await readerSide.mailbox.list()).items.length, 1);
    const other = { ...(await message()), messageId: sent.messageId };
    assert.equal(await codeOf(send(reader.personId, other)), "CONFLICT");
    assert.equal(
      await codeOf(clinic.client.mailbox.send(reader.personId, { ...sent, kind: "notice" })),
      "CONFLICT",
    );
    await empty(readerSide);
  });

  it("is read by its owner alone", async () => {
    const sent = await message();
    await hospital.client.mailbox.send(reader.personId, sent);
    for (const client of [clinic.client, hospital.client]) {
      assert.equal(await codeOf(client.mailbox.get(sent.messageId)), "MESSAGE_NOT_FOUND");
      assert.equal(await codeOf(client.mailbox.remove(sent.messageId)), "MESSAGE_NOT_FOUND");
      assert.deepEqual((await client.mailbox.list()).items, []);
    }
    const path = "/v1/persons/me/mailbox";
    for (const [method, url] of [
      ["GET", path],
      ["GET", `${path}/${sent.messageId}`],
      ["DELETE", `${path}/${sent.messageId}`],
      ["POST", `/v1/mailbox/${reader.personId}`],
    ] as const) {
      const response = await anonymous(network, "clinic", method, url, method === "POST" ? sent : undefined);
      assert.equal(response.status, 401, `${method} ${url}`);
    }
    await empty(readerSide);
  });

  it("keeps no trace of the sender", async () => {
    const sent = await message();
    const before = network.log().length;
    await hospital.client.mailbox.send(reader.personId, sent);
    const said = network.log().slice(before);
    const { personId, account } = hospital.person;
    for (const text of [personId, account.address, reader.personId, sent.messageId])
      assert.ok(!said.toLowerCase().includes(text.toLowerCase().slice(2)), text);
    assert.deepEqual(Object.keys(await readerSide.mailbox.get(sent.messageId)).toSorted(), [
      "kind",
      "messageId",
      "receivedAt",
      "sealed",
      "sizeBytes",
    ]);
    await empty(readerSide);
  });

  it("refuses what is not sealed, too large, malformed, or for nobody", async () => {
    const session = await rawSession(network, "hospital", hospital.person);
    const send = (to: string, body: unknown) => session.send("POST", `/v1/mailbox/${to}`, body);
    const good = await message();
    const plain = { ...good, sealed: toHex("a plain text nobody sealed") };
    assert.equal(await codeOfResponse(await send(reader.personId, plain)), "MESSAGE_NOT_SEALED");
    const large = { ...good, sealed: `${good.sealed}${"00".repeat(524_288)}` };
    for (const body of [
      large,
      { ...good, kind: "advertisement" },
      { ...good, messageId: "0x12" },
      { ...good, sender: hospital.person.personId },
      { kind: good.kind, sealed: good.sealed },
    ]) {
      assert.equal(await codeOfResponse(await send(reader.personId, body)), "REQUEST_MALFORMED");
    }
    const huge = { ...good, sealed: `${good.sealed}${"00".repeat(1_200_000)}` };
    assert.equal(await codeOfResponse(await send(reader.personId, huge)), "BODY_TOO_LARGE");
    assert.equal(await codeOfResponse(await send(random32(), good)), "RECIPIENT_NOT_FOUND");
  });

  it("has an end: by number, by size, and for one sender", async () => {
    const big = await message(randomBytes(400_000));
    const { send } = hospital.client.mailbox;
    await send(reader.personId, big);
    const error = await errorOf(send(reader.personId, await message(randomBytes(300_000))));
    assert.deepEqual([error.code, error.retryable], ["MAILBOX_FULL", true]);
    for (let i = 0; i < 4; i++) await send(reader.personId, await message());
    assert.equal(await codeOf(send(reader.personId, await message())), "MAILBOX_FULL");
    const first = await readerSide.mailbox.list({ limit: 3 });
    const rest = await readerSide.mailbox.list({ limit: 3, cursor: first.next ?? 0 });
    assert.deepEqual([first.items.length, rest.items.length, rest.next], [3, 2, null]);
    await empty(readerSide);
    const flooder = await enrolAtDesk(clinic, network.consortium, ROLE.staff);
    const { mailbox } = await clientOf(network, "clinic", flooder);
    const one = await message();
    for (let i = 0; i < 50; i++) await mailbox.send(reader.personId, one);
    assert.equal(await codeOf(mailbox.send(reader.personId, one)), "RATE_LIMITED");
    await mailbox.send(clinic.person.personId, one);
    await empty(readerSide);
    await empty(clinic.client);
  });

  it("gets what was sent while its oracle was away, even if the sender's was stopped meanwhile", async () => {
    const sent = await message("while you were out");
    await network.stop("clinic");
    assert.deepEqual(await hospital.client.mailbox.send(reader.personId, sent), { delivery: "queued" });
    await network.stop("hospital");
    await network.start("clinic");
    await network.start("hospital");
    readerSide = await clientOf(network, "clinic", reader);
    await eventually(async () => (await readerSide.mailbox.list()).items.length === 1);
    assert.equal((await readerSide.mailbox.get(sent.messageId)).sealed, sent.sealed);
    await empty(readerSide);
    clinic = { ...clinic, client: await clientOf(network, "clinic", clinic.person) };
    hospital = { ...hospital, client: await clientOf(network, "hospital", hospital.person) };
  });

  it("takes from another oracle only what is for people it looks after", async () => {
    const tell = async (to: OrganizationName, recipient: Hex, chainId = network.consortium.chainId) =>
      askAsPeer(network, { from: "hospital", to }, "/peer/v1/mailbox", {
        chainId,
        recipient,
        mail: await message(),
      });
    assert.equal((await tell("north", reader.personId)).code, "MAILBOX_ELSEWHERE");
    assert.equal((await tell("clinic", random32())).code, "RECIPIENT_NOT_FOUND");
    assert.equal((await tell("clinic", reader.personId, 7199)).code, "CHAIN_NOT_FOUND");
    assert.equal((await tell("clinic", reader.personId)).status, 204);
    await empty(readerSide);
  });
});

describe("a notice", () => {
  const notice = () => ({
    at: reader.at,
    notice: {
      sender: hospital.person.personId,
      recipient: reader.personId,
      time: 1_800_000_000,
      title: "Canary title",
      text: "Canary words 金丝雀",
      about: null,
    },
    signer: hospital.person.account,
    recipient: reader.sealing.recipient,
  });

  it("says to its reader alone who wrote it and what", async () => {
    const sealed = await sealNotice(notice());
    const messageId = random32();
    await hospital.client.mailbox.send(reader.personId, { messageId, kind: "notice", sealed });
    const mail = await readerSide.mailbox.get(messageId);
    const { at, personId: recipient, sealing } = reader;
    const opened = await openNotice({ at, sealed: mail.sealed, identity: sealing.identity, recipient });
    assert.equal(opened.notice.text, notice().notice.text);
    assert.equal(opened.signer, hospital.person.account.address.toLowerCase());
    for (const name of ["hospital", "clinic", "north"] as const)
      assert.deepEqual(filesHolding(network.folder(name), ["Canary title", "Canary words", "金丝雀"]), []);
  });

  it("is refused when signed by another, for another chain, or passed on to another reader", async () => {
    const { at, personId: recipient, sealing } = reader;
    const { identity } = sealing;
    const open = (sealed: Hex, change = {}) =>
      codeOf(openNotice({ at, sealed, identity, recipient, ...change }));
    const good = await sealNotice(notice());
    assert.equal(await open(good, { recipient: random32() }), "NOTICE_MISMATCH");
    assert.equal(await open(good, { at: { ...at, chainId: 1 } }), "NOTICE_MISMATCH");
    assert.equal(
      await open(good, { at: { ...at, identityRegistry: `0x${"11".repeat(20)}` } }),
      "SIGNATURE_INVALID",
    );
    const forged = await sealNotice({
      ...notice(),
      signer: { ...clinic.person.account, address: hospital.person.account.address },
    });
    assert.equal(await open(forged), "SIGNATURE_INVALID");
    assert.equal(await open(await seal("not a notice")), "DOCUMENT_NOT_JSON");
  });
});
