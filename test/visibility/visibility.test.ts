import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { homeOracle, institutionOf, type Person, receivedGrants } from "@medlattice/sdk/person";
import type { Deal } from "@medlattice/sdk/consent";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { type Canary, type Finding, givenText, type Haystack, search, textCanary } from "./canaries.ts";
import { canaryCast } from "./cast.ts";
import { chainIdOf, orgIdOfKey, type Running, start } from "./fixture.ts";
import { asHaystacks, chainContents, filesBelow, openPages, rowsBelow } from "./places.ts";
import { failEverywhere, openSession } from "./probe.ts";
import { dealsOf, identitiesOf, tableOf } from "./sealedThings.ts";
import { content, idCanary, share, type Shared, walletSecrets, words, write, type Written } from "./story.ts";

const hospitalChain = chainIdOf("hospital");
const consortium = chainIdOf("consortium");
const oracleKeys = ["hospital", "platform", "authority", "trust"] as const;

/** Only their owner's device has these; everything else is a station's, an authority's or a node's. */
const isOnPeoplesDevices = (path: string): boolean => path.startsWith("people/");

describe("who can read what (docs/architecture.md)", () => {
  const { plans, identities, category } = canaryCast();
  const confidential: readonly Canary[] = [...identities, category, ...Object.values(words)];
  let running: Running;
  let written: Written;
  let shared: Shared;
  let dealtBefore: readonly Deal[];
  let answers: readonly Haystack[];
  let everyFile: readonly Haystack[];
  let everyRow: readonly Haystack[];
  let chains: readonly Haystack[];
  let pages: readonly Haystack[];

  before(async () => {
    running = await start(plans);
    const { cast, stack, folder } = running;
    written = await write(cast, hospitalChain, category.text);
    dealtBefore = await dealsOf(folder, "hospital");
    shared = await share(cast, { record: hospitalChain, home: consortium }, written, category.text);
    const said = confidential.flatMap(({ text }) => (text === null ? [] : [text])).slice(0, 12);
    const heard: Haystack[] = [];
    for (const key of oracleKeys) {
      const url = oracleUrl(running, key);
      const sessionKey = await openSession(cast.insurer, url, consortium);
      heard.push(...(await failEverywhere(url, sessionKey, said)));
    }
    answers = heard;
    pages = await openPages(stack.network);
    chains = await Promise.all(
      stack.network.chains.map(({ chainId }) => chainContents(stack.network, chainId)),
    );
    everyFile = filesBelow(folder, isOnPeoplesDevices);
    everyRow = oracleKeys.flatMap((key) => asHaystacks(key, rowsBelow(join(folder, "oracles", key))));
  });

  after(async () => {
    await running.close();
  });

  const everywhere = (): readonly Haystack[] => [...everyFile, ...everyRow, ...chains, ...pages, ...answers];

  describe("the search itself", () => {
    it("finds a planted canary in every form and at every place", () => {
      const planted = textCanary("planted", "Größe ");
      const { text, bytes } = planted;
      for (const spelling of [
        bytes,
        Buffer.from(JSON.stringify({ text })),
        Buffer.from(bytes.toString("hex")),
        Buffer.from(Buffer.from(`a${text}b`).toString("base64")),
        Buffer.from(Buffer.from(`ab${text}`).toString("base64url")),
        Buffer.from(text, "utf16le"),
        Buffer.from(encodeURIComponent(text)),
      ]) {
        const haystack = {
          place: "here",
          bytes: Buffer.concat([Buffer.alloc(100), spelling, Buffer.alloc(7)]),
        };
        assert.notDeepEqual(search([planted], [haystack]), [], spelling.toString());
        assert.deepEqual(search([textCanary("another")], [haystack]), []);
      }
    });

    it("reaches files, databases, chains, pages and answers", () => {
      const known = (haystacks: readonly Haystack[], name: string, id: string): void => {
        const canary = id.startsWith("0x") ? idCanary(name, `0x${id.slice(2)}`) : givenText(name, id);
        assert.notDeepEqual(search([canary], haystacks), [], name);
      };
      const { patient } = running.cast;
      known(everyFile, "record in the files", written.recordId);
      known(everyRow, "record in a database", written.recordId);
      known(chains, "record on its chain", written.recordId);
      known(chains, "patient on the consortium", patient.pseudonymOn(consortium).personId);
      known(pages, "name of the organisation", "Riverside Hospital");
      known(answers, "refusals", "application/problem+json");
      for (const key of oracleKeys) {
        assert.ok(
          everyFile.some(({ place }) => place === `logs/oracle-${key}.log`),
          `log of ${key}`,
        );
      }
      for (const name of ["hospital", "platform", "consortium", "public"]) {
        assert.ok(
          everyFile.some(
            ({ place }) => place.startsWith(`chains/${name}/`) || place.startsWith(`chains/chain-${name}/`),
          ),
          `journal of ${name}`,
        );
      }
    });

    it("finds names and words where they belong: on the people's own devices", () => {
      const own = filesBelow(join(running.folder, "people"));
      const names = identities.filter(({ name }) => name === "patient: name");
      assert.notDeepEqual(search([category, ...names], own), []);
    });

    it("made every route refuse, but for two that list the caller's own keys and deals", () => {
      assert.ok(answers.length > 100, String(answers.length));
      const others = answers.filter(
        ({ place }) => !/^4(?!29)\d\d |^200 GET \/v1\/(deals|persons\/me\/keys)$/.test(place),
      );
      assert.deepEqual(
        others.map(({ place }) => place),
        [],
      );
    });
  });

  it("real identities stand nowhere in clear or as a hash", () => {
    none(search(identities, everywhere()));
  });

  it("category, purpose, title, reasons and complaint stand nowhere in clear or as a hash", () => {
    none(search(confidential, everywhere()));
  });

  it("all stations, nodes and authorities together have neither content nor parts nor keys of people", () => {
    const { cast } = running;
    const { patient, author, reader, manager, insurer } = cast;
    const secrets = [
      ...written.secrets,
      ...walletSecrets({ patient, author, reader, manager, insurer }),
      givenText("content", content.toString()),
    ];
    none(search(secrets, everywhere()));
  });

  it("logs, metrics and refusals name no person, record, grant, access or address", () => {
    const { patient, author, reader } = running.cast;
    const ids = [
      idCanary("record", written.recordId),
      idCanary("grant", shared.grantId),
      idCanary("access", shared.accessId),
      idCanary("patient on the private chain", patient.pseudonymOn(hospitalChain).personId),
      idCanary("patient on the consortium", patient.pseudonymOn(consortium).personId),
      idCanary("author", author.pseudonymOn(hospitalChain).personId),
      idCanary("reader", reader.pseudonymOn(consortium).personId),
      givenText("address", written.cid),
    ];
    const told = everyFile.filter(({ place }) => place.startsWith("logs/"));
    assert.ok(told.length > 0);
    none(search(ids, [...told, ...pages, ...answers]));
  });

  describe("the two pseudonyms of a patient", () => {
    const ids = (): readonly [Hex, Hex] => {
      const { patient } = running.cast;
      return [patient.pseudonymOn(hospitalChain).personId, patient.pseudonymOn(consortium).personId];
    };

    it("have different controllers and session keys", () => {
      const { patient } = running.cast;
      const [own, common] = ids();
      assert.notEqual(own, common);
      assert.notEqual(
        patient.pseudonymOn(hospitalChain).signer.address.toLowerCase(),
        patient.pseudonymOn(consortium).signer.address.toLowerCase(),
      );
      const sessions = oracleKeys.flatMap((key) =>
        tableOf(running.folder, key, "sessions").map(({ values }) => values),
      );
      const keysOf = (personId: Hex): readonly unknown[] =>
        sessions.filter((row) => row["person_id"] === personId).map((row) => row["key_id"]);
      assert.ok(keysOf(own).length > 0 && keysOf(common).length > 0);
      assert.deepEqual(
        keysOf(own).filter((key) => keysOf(common).includes(key)),
        [],
      );
    });

    it("stand together in no row, no log line and no transaction", () => {
      const [own, common] = ids().map((id) => idCanary("pseudonym", id)) as [Canary, Canary];
      const pieces = oracleKeys.flatMap((key) =>
        rowsBelow(join(running.folder, "oracles", key)).map(({ table, values }) => ({
          place: `${key} ${table}`,
          bytes: Buffer.from(
            Object.values(values)
              .map((value) =>
                value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
              )
              .join("\n"),
            "latin1",
          ),
        })),
      );
      const both = pieces.filter(
        (piece) => search([own], [piece]).length > 0 && search([common], [piece]).length > 0,
      );
      assert.deepEqual(
        both.map(({ place }) => place),
        [],
      );
      for (const { place, bytes } of chains) {
        const found = [own, common].filter((id) => search([id], [{ place, bytes }]).length > 0);
        assert.ok(found.length < 2, `${place} has both`);
      }
    });

    it("are linked, sealed, for every proxy from the emergency deal on, and for holders of a grant's share", async () => {
      const [own, common] = ids();
      assert.deepEqual(
        dealtBefore.map(({ basis }) => basis),
        ["emergency"],
      );
      for (const key of oracleKeys) {
        const deals = await dealsOf(running.folder, key);
        for (const { link } of deals)
          assert.deepEqual([link?.home.personId, link?.record.personId], [common, own]);
        assert.equal(deals.filter(({ basis }) => basis === "emergency").length, 1, key);
        // Nothing of the grant for the grantee's own organisation.
        const granted = deals.filter(({ grantId }) => grantId === shared.grantId);
        assert.equal(granted.length, key === "platform" ? 0 : 1, key);
      }
    });

    it("are both told to the grantee by the grant's package", async () => {
      const { grants } = await receivedGrants(running.cast.reader, consortium);
      const found = grants.find(({ grantPackage }) => grantPackage.grantId === shared.grantId);
      assert.deepEqual([found?.grantPackage.coverage.patient, found?.grantPackage.grantor], ids());
    });

    it("the private one stands in clear at nobody who is not on that chain", () => {
      const [own] = ids();
      for (const key of ["platform", "trust"] as const) {
        const files = filesBelow(join(running.folder, "oracles", key));
        none(search([idCanary("patient on the private chain", own)], files));
      }
      none(
        search(
          [idCanary("patient on the private chain", own)],
          chains.filter(({ place }) => place !== `chain ${hospitalChain}`),
        ),
      );
    });

    it("the real identity is known, sealed, under the private one to the hospital, under the other to the authority", async () => {
      const [own, common] = ids();
      const patient = plans.find(({ key }) => key === "patient")?.identity;
      for (const [key, chainId, personId] of [
        ["hospital", hospitalChain, own],
        ["authority", consortium, common],
      ] as const) {
        const known = await identitiesOf(running.folder, key);
        assert.deepEqual([...new Set(known.map((entry) => entry.chainId))], [chainId]);
        assert.deepEqual(known.find((entry) => entry.personId === personId)?.identity, patient);
      }
      await assert.rejects(identitiesOf(running.folder, "hospital", "authority"), VerificationError);
      await assert.rejects(identitiesOf(running.folder, "authority", "hospital"), VerificationError);
      for (const key of ["platform", "trust"])
        assert.deepEqual(tableOf(running.folder, key, "enrolments"), []);
      const nullifiers = ["hospital", "authority"].flatMap((key) =>
        tableOf(running.folder, key, "enrolments").map(({ values }) => values["nullifier"]),
      );
      assert.equal(new Set(nullifiers).size, nullifiers.length);
    });
  });

  it("grants and uses are for the home chain's members; other private chains and the public one see nothing", () => {
    const used = [
      idCanary("record", written.recordId),
      idCanary("grant", shared.grantId),
      idCanary("reader", running.cast.reader.pseudonymOn(consortium).personId),
    ];
    for (const { place, bytes } of chains) {
      const seen = search(used, [{ place, bytes }]).map((finding) => finding.canary);
      const expected: Readonly<Record<string, readonly string[]>> = {
        [`chain ${consortium}`]: ["record", "grant", "reader"],
        [`chain ${hospitalChain}`]: ["record"],
      };
      assert.deepEqual([...new Set(seen)], expected[place] ?? [], place);
    }
  });

  it("sealed content is kept by two providers, and not by an authority", () => {
    const keepers = oracleKeys.filter((key) =>
      tableOf(running.folder, key, "objects").some(({ values }) => values["cid"] === written.cid),
    );
    assert.ok(keepers.length >= 2 && keepers.includes("hospital"), keepers.join());
    assert.ok(!keepers.includes("authority"));
  });

  it("the address is in the manifest for proxies only, and unknown to the authority's files", () => {
    const address = [givenText("address", written.cid)];
    const stored = oracleKeys.flatMap((key) => asHaystacks(key, tableOf(running.folder, key, "manifests")));
    assert.ok(stored.length > 0);
    none(search(address, stored));
    none(search(address, chains));
    none(search(address, filesBelow(join(running.folder, "oracles/authority"))));
    assert.notDeepEqual(search(address, filesBelow(join(running.folder, "oracles/hospital"))), []);
  });

  describe("other members", () => {
    it("an insurer gets no list, manifest, sealed file, address or use of others at any oracle", async () => {
      const { insurer } = running.cast;
      for (const key of oracleKeys) await assertShutOut(insurer, key, consortium);
    });

    it("the reader, once out of accesses of his own, gets no address and no list", async () => {
      const oracle = await running.cast.reader.oracle(orgIdOfKey("platform"), consortium);
      assert.deepEqual((await oracle.records.list()).items, []);
      await refused("RECORD_NOT_FOUND", () => oracle.records.address(written.recordId));
    });

    it("a manager sees neither state nor manifest nor file of the people enrolled", async () => {
      const { manager } = running.cast;
      await assertShutOut(manager, "hospital", hospitalChain);
    });

    it("the author loses address and file with the patient's confirmation", async () => {
      const { author } = running.cast;
      const oracle = await author.oracle(institutionOf(author.network, hospitalChain), hospitalChain);
      await refused("RECORD_NOT_FOUND", () => oracle.records.address(written.recordId));
      await refused(/NOT_FOUND|NOT_PERMITTED/, () => oracle.objects.info(written.cid));
      assert.equal((await oracle.records.get(written.recordId)).state.recordId, written.recordId);
    });

    it("the patient sees who used the grant", async () => {
      const oracle = await homeOracle(running.cast.patient, consortium);
      const { items } = await oracle.records.usage({ as: "sender" });
      assert.deepEqual(
        items.map(({ accessId }) => accessId),
        [shared.accessId],
      );
    });
  });

  async function assertShutOut(
    person: Person,
    key: (typeof oracleKeys)[number],
    chainId: number,
  ): Promise<void> {
    const oracle = await person.oracle(orgIdOfKey(key), chainId);
    const { records } = oracle;
    for (const as of ["patient", "author"] as const) assert.deepEqual((await records.list({ as })).items, []);
    for (const as of ["sender", "receiver"] as const)
      assert.deepEqual((await records.usage({ as })).items, []);
    assert.deepEqual((await records.grants()).items, []);
    await refused("RECORD_NOT_FOUND", () => records.get(written.recordId));
    await refused("RECORD_NOT_FOUND", () => records.evidence(written.recordId));
    await refused("RECORD_NOT_FOUND", () => records.address(written.recordId));
    await refused("MANIFEST_NOT_FOUND", () => records.getManifest(written.manifestHash));
    await refused("ACCESS_NOT_FOUND", () => records.access(shared.accessId));
    const { accessId } = shared;
    await refused("MANIFEST_NOT_FOUND", () => records.getManifest(written.manifestHash, { accessId }));
    await refused(/./, () => oracle.objects.info(written.cid));
    await refused(/./, () => oracle.objects.info(written.cid, { accessId }));
    await refused(/./, () => oracle.proxy.answer(accessId));
  }
});

function none(findings: readonly Finding[]): void {
  assert.deepEqual(findings, []);
}

async function refused(code: string | RegExp, attempt: () => Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof MedLatticeError && !error.retryable, String(error));
    if (typeof code === "string") assert.equal(error.code, code);
    else assert.match(error.code, code);
    return true;
  });
}

function oracleUrl({ stack }: Running, key: (typeof oracleKeys)[number]): string {
  const orgId = orgIdOfKey(key);
  const url = stack.network.organizations.find((organization) => organization.orgId === orgId)?.oracleUrl;
  if (url === undefined || url === null) throw new Error(`${key} runs no oracle`);
  return url;
}
