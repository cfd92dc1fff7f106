import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Part } from "../../engine/pipeline/part.ts";
import type { Pipeline } from "../../engine/pipeline/pipeline.ts";
import { pinOf, STAGES, stagesOf } from "./stages.ts";

const there = <T>(value: T): Part<T> & { readonly is: "there"; readonly value: T } => ({
  is: "there",
  value,
});
const absent = { is: "absent", code: "ROUTE_NOT_FOUND" } as const;

const batch = (sequence: number) => ({
  sequence,
  postedAt: null,
  authority: "Health Authority",
  slips: 1,
  sections: [],
  cid: "",
  batchHash: "",
});
const flow = { head: 40, collected: 40, items: 12, posted: 12, problem: null, strangers: 0, batches: 2 };
const committee = {
  epoch: 3,
  endsAt: 0,
  seats: 20,
  stations: [],
  open: [{ kind: "pin", batch: 2, since: 0, waits: null, missing: [] }],
  decisions: [{ kind: "pin", batch: 1, key: "1", epoch: 3, present: 4, absent: [] }],
  pinned: 1,
  problem: null,
} as const;
const all: Pipeline = {
  institution: "Riverside Hospital",
  flow: there(flow),
  intake: there({ authority: "Health Authority", offering: 0, slips: 0, sections: 0, problem: null }),
  batches: there([batch(2), batch(1)]),
  audit: there(null),
  committee: there(committee),
  anchors: there({ anchors: [], snapshots: [], chains: [], problem: null }),
};
const looks = (pipeline: Pipeline) =>
  Object.fromEntries(
    stagesOf(pipeline).map(({ name, figure, waiting, state }) => [name, [figure, waiting, state]]),
  );

describe("stages of the bridge", () => {
  it("say what has come how far, and where it waits", () => {
    assert.deepEqual(looks(all), {
      records: [40, 0, "flows"],
      items: [12, 0, "flows"],
      slips: [0, 0, "flows"],
      batches: [2, 1, "waits"],
      votes: [3, 1, "waits"],
      anchors: [0, 0, "flows"],
    });
    const behind = { ...all, flow: there({ ...flow, collected: 35, posted: 5 }) };
    const { records, items } = looks(behind);
    assert.deepEqual(
      [records, items],
      [
        [40, 5, "waits"],
        [12, 7, "waits"],
      ],
    );
  });

  it("are stuck where an oracle names a reason, whatever waits", () => {
    const stuck = { ...all, flow: there({ ...flow, problem: "SUMMARY_NODE_BEHIND" }) };
    const [records, items] = stagesOf(stuck);
    assert.deepEqual(
      [records?.state, items?.state, items?.problem],
      ["flows", "stuck", "SUMMARY_NODE_BEHIND"],
    );
  });

  it("leave one that nobody tells of, and keep the others", () => {
    const found = stagesOf({ ...all, committee: absent, anchors: absent });
    assert.deepEqual(
      found.map(({ state }) => state),
      ["flows", "flows", "flows", "flows", "unknown", "unknown"],
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      STAGES,
    );
  });

  it("count what is on its way to a public register", () => {
    const anchor = (sequence: number, state: "signing" | "posting" | "final") => ({
      sequence,
      state,
      createdAt: 0,
      institutions: [],
      places: [],
      choice: null,
      root: "",
    });
    const anchors = there({
      anchors: [anchor(3, "posting"), anchor(2, "final")],
      snapshots: [
        { institution: "a", state: "anchored" },
        { institution: "b", state: "vouched" },
      ] as const,
      chains: [],
      problem: null,
    });
    assert.deepEqual(looks({ ...all, anchors })["anchors"], [2, 2, "waits"]);
  });
});

describe("pinOf", () => {
  it("knows what was decided, what is open, and says nothing of the rest", () => {
    assert.deepEqual(
      [1, 2, 3].map((sequence) => pinOf(sequence, all.committee)),
      ["pinned", "waits", "unknown"],
    );
    assert.equal(pinOf(1, absent), "unknown");
  });
});
