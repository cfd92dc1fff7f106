import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { canaryCast } from "./cast.ts";
import { givenText, none, search } from "./canaries.ts";
import { start } from "./fixture.ts";
import { memberCases } from "./memberCases.ts";
import { asHaystacks, filesBelow } from "./places.ts";
import { pseudonymCases } from "./pseudonymCases.ts";
import { searchCases } from "./searchCases.ts";
import { tableOf } from "./sealedThings.ts";
import { content, idCanary, walletSecrets } from "./story.ts";
import { consortium, hospitalChain, makeWorld, oracleKeys, type World } from "./world.ts";

describe("who can read what (docs/architecture.md)", () => {
  let close = async (): Promise<void> => undefined;
  let made: World | undefined;
  const world = (): World => {
    if (made === undefined) throw new Error("the network did not start");
    return made;
  };

  before(async () => {
    const cast = canaryCast();
    const running = await start(cast.plans);
    ({ close } = running);
    made = await makeWorld(running, cast);
  });

  after(async () => {
    await close();
  });

  searchCases(world);
  pseudonymCases(world);
  memberCases(world);

  it("real identities stand nowhere in clear or as a hash", () => {
    none(search(world().identities, world().everywhere()));
  });

  it("category, purpose, title, reasons and complaint stand nowhere in clear or as a hash", () => {
    none(search(world().confidential, world().everywhere()));
  });

  it("all stations, nodes and authorities together have neither content nor parts nor keys of people", () => {
    const { cast } = world().running;
    const { patient, author, reader, manager, insurer } = cast;
    const secrets = [
      ...world().written.secrets,
      ...walletSecrets({ patient, author, reader, manager, insurer }),
      givenText("content", content.toString()),
    ];
    none(search(secrets, world().everywhere()));
  });

  it("logs, metrics and refusals name no person, record, grant, access or address", () => {
    const { patient, author, reader } = world().running.cast;
    const ids = [
      idCanary("record", world().written.recordId),
      idCanary("grant", world().shared.grantId),
      idCanary("access", world().shared.accessId),
      idCanary("patient on the private chain", patient.pseudonymOn(hospitalChain).personId),
      idCanary("patient on the consortium", patient.pseudonymOn(consortium).personId),
      idCanary("author", author.pseudonymOn(hospitalChain).personId),
      idCanary("reader", reader.pseudonymOn(consortium).personId),
      givenText("address", world().written.cid),
    ];
    const told = world().everyFile.filter(({ place }) => place.startsWith("logs/"));
    assert.ok(told.length > 0);
    none(search(ids, [...told, ...world().pages, ...world().answers]));
  });

  it("grants and uses are for the home chain's members; other private chains and the public one see nothing", () => {
    const used = [
      idCanary("record", world().written.recordId),
      idCanary("grant", world().shared.grantId),
      idCanary("reader", world().running.cast.reader.pseudonymOn(consortium).personId),
    ];
    for (const { place, bytes } of world().chains) {
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
      tableOf(world().running.folder, key, "objects").some(
        ({ values }) => values["cid"] === world().written.cid,
      ),
    );
    assert.ok(keepers.length >= 2 && keepers.includes("hospital"), keepers.join());
    assert.ok(!keepers.includes("authority"));
  });

  it("the address is in the manifest for proxies only, and unknown to the authority's files", () => {
    const address = [givenText("address", world().written.cid)];
    const stored = oracleKeys.flatMap((key) =>
      asHaystacks(key, tableOf(world().running.folder, key, "manifests")),
    );
    assert.ok(stored.length > 0);
    none(search(address, stored));
    none(search(address, world().chains));
    none(search(address, filesBelow(join(world().running.folder, "oracles/authority"))));
    assert.notDeepEqual(search(address, filesBelow(join(world().running.folder, "oracles/hospital"))), []);
  });
});
