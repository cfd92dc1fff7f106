import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { givenText, type Haystack, search, textCanary } from "./canaries.ts";
import { filesBelow } from "./places.ts";
import { idCanary } from "./story.ts";
import { consortium, oracleKeys, type World } from "./world.ts";

/** Refused; the caller's own keys and deals; roots and decisions, which stand on the consortium chain (docs/architecture.md). */
const REFUSED_OR_FOR_ALL =
  /^4(?!29)\d\d |^200 GET \/v1\/(deals|persons\/me\/keys|summaries|audits|committee|anchors)$/;

/** That a search which finds nothing has looked: a canary is found in every form and at every kind of place. */
export function searchCases(world: () => World): void {
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
      const { patient } = world().running.cast;
      known(world().everyFile, "record in the files", world().written.recordId);
      known(world().everyRow, "record in a database", world().written.recordId);
      known(world().chains, "record on its chain", world().written.recordId);
      known(world().chains, "patient on the consortium", patient.pseudonymOn(consortium).personId);
      known(world().pages, "name of the organisation", "Riverside Hospital");
      known(world().answers, "refusals", "application/problem+json");
      for (const key of oracleKeys) {
        assert.ok(
          world().everyFile.some(({ place }) => place === `logs/oracle-${key}.log`),
          `log of ${key}`,
        );
      }
      for (const name of ["hospital", "platform", "consortium", "public"]) {
        assert.ok(
          world().everyFile.some(
            ({ place }) => place.startsWith(`chains/${name}/`) || place.startsWith(`chains/chain-${name}/`),
          ),
          `journal of ${name}`,
        );
      }
    });

    it("finds names and words where they belong: on the people's own devices", () => {
      const own = filesBelow(join(world().running.folder, "people"));
      const names = world().identities.filter(({ name }) => name === "patient: name");
      assert.notDeepEqual(search([world().category, ...names], own), []);
    });

    it("made every route refuse, but for the caller's own keys and deals and what the consortium publishes", () => {
      assert.ok(world().answers.length > 100, String(world().answers.length));
      const others = world().answers.filter(({ place }) => !REFUSED_OR_FOR_ALL.test(place));
      assert.deepEqual(
        others.map(({ place }) => place),
        [],
      );
    });
  });
}
