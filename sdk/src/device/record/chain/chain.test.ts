import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { base64 } from "@scure/base";
import fc from "fast-check";
import { utf8 } from "../../../codec/index.ts";
import { readCapture } from "../bundle/readCapture.ts";
import { canonicalJson, type Json, type Resource } from "../json.ts";
import { capturedBundle } from "../testing/capture.ts";
import type { Chain, Link } from "../types.ts";
import { type CaptureKey, createCaptureKey } from "./captureKey.ts";
import { signLink } from "./link.ts";

interface Bundle {
  entry: { fullUrl: string; resource: Resource & Record<string, Json> }[];
}

const RUNS = { numRuns: 60, seed: Number(process.env.FC_SEED ?? 20_261_121) };

describe("chain of a capture (P10)", () => {
  let text: string;
  let key: CaptureKey;
  let other: string;
  before(async () => {
    ({ text, key } = await capturedBundle());
    ({ text: other } = await capturedBundle());
  });

  const fresh = (of = text): Bundle => JSON.parse(of) as Bundle;
  const observations = ({ entry }: Bundle): Bundle["entry"] =>
    entry.filter(({ resource }) => resource.resourceType === "Observation");
  const problems = async (bundle: Bundle, enrolled = key.spki): Promise<string[]> => {
    const reading = await readCapture({ bundle, isEnrolled: ({ station }) => station.key === enrolled });
    return reading.problems.map(({ kind, sequence }) =>
      sequence === undefined ? kind : `${kind} ${sequence}`,
    );
  };
  const chainEntry = ({ entry }: Bundle): Bundle["entry"][number] => {
    const found = entry.find(({ resource }) => resource.id === "chain");
    assert.ok(found !== undefined);
    return found;
  };
  const chainOf = (bundle: Bundle): Chain => {
    const { data } = chainEntry(bundle).resource;
    assert.ok(typeof data === "string");
    return JSON.parse(new TextDecoder().decode(base64.decode(data))) as Chain;
  };
  /** A fresh Bundle with another chain in it. */
  const withChain = (change: (chain: { -readonly [K in keyof Chain]: Chain[K] }) => void): Bundle => {
    const bundle = fresh();
    const chain = chainOf(bundle);
    change(chain);
    chainEntry(bundle).resource.data = base64.encode(utf8(JSON.stringify(chain)));
    return bundle;
  };

  it("is whole as it was captured: beginning, three chunks, end", async () => {
    assert.deepEqual(await problems(fresh()), []);
    assert.deepEqual(
      chainOf(fresh()).links.map(({ kind }) => kind),
      ["begin", "chunk", "chunk", "chunk", "end"],
    );
  });

  it("does not depend on the order of entries or members", async () => {
    const bundle = fresh();
    bundle.entry.reverse();
    const again = JSON.parse(canonicalJson(bundle as unknown as Json)) as Bundle;
    assert.deepEqual(await problems(again), []);
  });

  it("names the chunk in which any one value, time, code or sample was changed", async () => {
    const leaves = (value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
      value !== null && typeof value === "object"
        ? Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]))
        : [path];
    const pick = fc.tuple(fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(pick, async ([which, where]) => {
        const bundle = fresh();
        const list = observations(bundle);
        const resource = list[which % list.length]?.resource;
        assert.ok(resource !== undefined);
        const [sequence] = resource.id.split(".");
        const paths = leaves(resource).filter(([name]) => name !== "id" && name !== "resourceType");
        change(resource, paths[where % paths.length] ?? []);
        assert.deepEqual(await problems(bundle), [`edited ${sequence}`]);
      }),
      RUNS,
    );
  });

  it("names the chunk of which a resource is gone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (which) => {
        const bundle = fresh();
        const list = observations(bundle);
        const gone = list[which % list.length];
        bundle.entry = bundle.entry.filter((entry) => entry !== gone);
        assert.deepEqual(await problems(bundle), [`missing ${gone?.resource.id.split(".")[0]}`]);
      }),
      RUNS,
    );
  });

  it("names a chunk that was cut out with its link", async () => {
    for (const sequence of [1, 2, 3]) {
      const bundle = withChain((chain) => {
        chain.links = chain.links.filter((link) => link.sequence !== sequence);
      });
      bundle.entry = bundle.entry.filter(({ resource }) => !resource.id.startsWith(`${sequence}.`));
      assert.deepEqual(await problems(bundle), [`missing ${sequence}`]);
    }
  });

  it("comes to an end whatever number a link gives itself", async () => {
    const bundle = withChain((chain) => {
      chain.links = chain.links.map((link, index) =>
        index === chain.links.length - 1 ? { ...link, sequence: 9e15 } : link,
      );
    });
    const found = await problems(bundle);
    assert.ok(found.includes("missing 4") && found.length < 200, `${found.length}`);
  });

  it("says that the end was cut off, even if the last chunk is called the end", async () => {
    const cut = (chain: { links: Link[] }): void => void chain.links.pop();
    const bundle = withChain(cut);
    bundle.entry = bundle.entry.filter(
      ({ resource }) => /^\d+\.|^chain$/.test(resource.id) && !resource.id.startsWith("4."),
    );
    assert.deepEqual(await problems(bundle), ["unfinished"]);
    const renamed = withChain((chain) => {
      cut(chain);
      chain.links = chain.links.map((link) => (link.sequence === 3 ? { ...link, kind: "end" } : link));
    });
    renamed.entry = renamed.entry.filter(({ resource }) => /^[123]\.|^chain$/.test(resource.id));
    assert.deepEqual(await problems(renamed), ["spliced 3"]);
  });

  it("names chunks in another order", async () => {
    const bundle = withChain((chain) => {
      const [begin, first, second, ...rest] = chain.links;
      assert.ok(begin !== undefined && first !== undefined && second !== undefined);
      chain.links = [begin, second, first, ...rest];
    });
    // Each stands behind a link that it was not signed behind.
    assert.deepEqual(await problems(bundle), ["reordered 1", "spliced 3"]);
  });

  it("names a chunk of another capture of the same station", async () => {
    const foreign = await capturedBundleBy(key);
    const bundle = withChain((chain) => {
      const theirs = chainOf(foreign).links[2];
      assert.ok(theirs !== undefined);
      chain.links = chain.links.map((link) => (link.sequence === 2 ? theirs : link));
    });
    bundle.entry = [
      ...bundle.entry.filter(({ resource }) => !resource.id.startsWith("2.")),
      ...foreign.entry.filter(({ resource }) => resource.id.startsWith("2.")),
    ];
    assert.deepEqual(await problems(bundle), ["spliced 2", "spliced 3"]);
  });

  it("names a chunk that was signed with another key", async () => {
    const stranger = await createCaptureKey();
    const bundle = fresh();
    const { links } = chainOf(bundle);
    const [link, previous] = [links[2], links[1]];
    assert.ok(link !== undefined && previous !== undefined);
    const signed = await signLink(stranger, previous.hash, link);
    assert.equal(signed.hash, link.hash);
    const forged = withChain((chain) => {
      chain.links = chain.links.map((each) => (each.sequence === 2 ? signed : each));
    });
    assert.deepEqual(await problems(forged), ["signature 2"]);
  });

  it("names a station that is enrolled with another key", async () => {
    const { key: strangers } = await capturedBundle(1);
    assert.deepEqual(await problems(fresh(), strangers.spki), ["station"]);
  });

  it("names each change of how the capture began", async () => {
    const { treatment } = chainOf(fresh()).begin;
    assert.ok(treatment !== null);
    const zero = `0x${"00".repeat(32)}` as const;
    const changes: readonly ((begin: Chain["begin"]) => Chain["begin"])[] = [
      (begin) => ({ ...begin, startedAt: begin.startedAt + 1 }),
      (begin) => ({ ...begin, captureId: zero }),
      (begin) => ({ ...begin, treatment: null }),
      (begin) => ({ ...begin, treatment: { ...treatment, patient: zero } }),
      (begin) => ({ ...begin, treatment: { ...treatment, treatmentId: zero } }),
      (begin) => ({ ...begin, treatment: { ...treatment, doctor: zero } }),
      (begin) => ({ ...begin, station: { ...begin.station, person: zero } }),
    ];
    for (const each of changes) {
      const bundle = withChain((chain) => {
        chain.begin = each(chain.begin);
      });
      assert.deepEqual(await problems(bundle), ["begin-edited 0"]);
    }
  });

  it("names resources that were added", async () => {
    const within = fresh();
    const [first] = observations(within);
    assert.ok(first !== undefined);
    within.entry.push({ ...first, resource: { ...first.resource, id: "1.999" } });
    assert.deepEqual(await problems(within), ["edited 1"]);
    const beyond = fresh();
    beyond.entry.push({ ...first, resource: { ...first.resource, id: "9.1" } });
    assert.deepEqual(await problems(beyond), ["stray"]);
    const closing = fresh();
    closing.entry.push({ ...first, resource: { ...first.resource, id: "extra" } });
    assert.deepEqual(await problems(closing), ["edited 4"]);
  });

  it("names another patient, instrument or driver at the end", async () => {
    for (const [type, member] of [
      ["Patient", "identifier"],
      ["Device", "manufacturer"],
      ["Provenance", "recorded"],
      ["Procedure", "status"],
    ]) {
      const bundle = fresh();
      const found = bundle.entry.find(
        ({ resource }) => resource.resourceType === type && member !== undefined && member in resource,
      );
      assert.ok(found !== undefined && member !== undefined);
      change(found.resource, [member, ...(member === "identifier" ? [0, "value"] : [])]);
      assert.deepEqual(await problems(bundle), ["edited 4"], type);
    }
  });

  it("shares nothing between captures", async () => {
    const [a, b] = [chainOf(fresh()), chainOf(fresh(other))];
    assert.equal(
      a.links.some(({ hash }) => b.links.some((link) => link.hash === hash)),
      false,
    );
  });
});

/** Changes one leaf to another of the same kind. */
function change(resource: Record<string, Json>, path: readonly (string | number)[]): void {
  let owner = resource as Record<string | number, Json>;
  for (const step of path.slice(0, -1)) owner = owner[step] as Record<string | number, Json>;
  const last = path.at(-1) ?? "";
  const value = owner[last];
  if (typeof value === "number") owner[last] = value + 1;
  else if (typeof value === "boolean") owner[last] = !value;
  else {
    assert.ok(typeof value === "string");
    owner[last] = `${value}0`;
  }
}

async function capturedBundleBy(key: CaptureKey): Promise<Bundle> {
  return JSON.parse((await capturedBundle(35, key)).text) as Bundle;
}
