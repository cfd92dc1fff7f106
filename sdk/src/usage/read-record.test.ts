import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { streamOf, utf8, type Hex } from "../codec/index.ts";
import { PermissionError } from "../errors/index.ts";
import { receiveScalar } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { grantTo, openAccess } from "../testing/grant.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  personOpener,
  proxyAnswerSchema,
  readRecord,
  TooFewProxiesError,
  type ProxyAnswer,
  type ReadOptions,
} from "./index.ts";

const world = await createWorld();
const content = utf8('{ "resourceType":"Observation", "note":"CANARY-blood-0.50" }');
const record = await confirmed(world, content);
const granted = await grantTo(world, record);
const hospital = world.proxies[0]?.organization ?? "0x";
const authority = world.proxies[2]?.organization ?? "0x";
const zero: Hex = `0x${"00".repeat(32)}`;

/** A fresh read in which the answers of some proxies are changed. */
async function reading(changes: Partial<Record<Hex, (answer: ProxyAnswer) => unknown>> = {}) {
  const access = await openAccess(world, record, granted);
  const options: ReadOptions = {
    ...access.options,
    transport: {
      ...access.options.transport,
      async ask(proxy) {
        const answer = await access.answer(proxy.organization);
        return changes[proxy.organization]?.(answer) ?? answer;
      },
    },
  };
  return { ...access, options };
}

const refuse = (code: string) => () => {
  throw new PermissionError(code, "The grant was withdrawn.");
};

function falsePartial(answer: ProxyAnswer, part: "patient" | "institution"): ProxyAnswer {
  const other = part === "patient" ? "institution" : "patient";
  // A valid point and a well-formed proof, but of the other part: only the proof can tell.
  return { ...answer, partials: { ...answer.partials, [part]: { ...answer.partials[other] } } };
}

async function failureOf(promise: Promise<unknown>): Promise<TooFewProxiesError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TooFewProxiesError, String(error));
  return error;
}

describe("readRecord", () => {
  it("gives the doctor of the other institution exactly what was written (M10, S11)", async () => {
    const { options } = await reading();
    const result = await readRecord(options);
    assert.deepEqual(result.content, content);
    assert.equal(result.stateFrom, "proxies");
    assert.equal(result.receipts.length, 2);
    assert.deepEqual(result.failures, []);
    const own = await readRecord({
      ...options,
      knowledge: { ...options.knowledge, stateHashOf: async () => record.expected.stateHash },
    });
    assert.equal(own.stateFrom, "node");
  });

  it("works for grants of a category and of everything", async () => {
    for (const kind of ["category", "everything"] as const) {
      const wider = await grantTo(world, record, kind);
      assert.deepEqual((await readRecord((await openAccess(world, record, wider)).options)).content, content);
    }
  });

  it("names one proxy that lies, in either part, and opens with the others", async () => {
    for (const part of ["patient", "institution"] as const) {
      let asked = 0;
      const { options } = await reading({
        [hospital]: (answer) => falsePartial(answer, part),
        // The liar comes first, so it is among the first two that are combined.
        [authority]: (answer) => answer,
      });
      const slow: ReadOptions = {
        ...options,
        transport: {
          ...options.transport,
          async ask(proxy, accessId, signal) {
            if (proxy.organization !== hospital)
              await new Promise((resolve) => setTimeout(resolve, 40 * ++asked));
            return options.transport.ask(proxy, accessId, signal);
          },
        },
      };
      const result = await readRecord(slow);
      assert.deepEqual(result.content, content);
      assert.deepEqual(
        result.failures.map(({ organization, code }) => [organization, code]),
        [[hospital, "PARTIAL_INVALID"]],
      );
    }
  });

  it("survives one proxy down, and says clearly when two are (of three)", async () => {
    const down = () => {
      throw new TypeError("fetch failed: connect ECONNREFUSED");
    };
    const one = await readRecord((await reading({ [hospital]: down })).options);
    assert.deepEqual(one.content, content);
    const error = await failureOf(
      readRecord((await reading({ [hospital]: down, [authority]: down })).options),
    );
    assert.equal(error.code, "READ_TOO_FEW_PROXIES");
    assert.deepEqual(error.facts, { needed: 2, usable: 1, reasons: "PROXY_UNREACHABLE" });
    assert.equal(error.retryable, true);
    assert.equal(visibleTextOf(error).includes("ECONNREFUSED"), false);
  });

  it("passes the proxies' refusal on: a revoked grant reads as revoked, and trying again is no use", async () => {
    const changes = Object.fromEntries(
      world.proxies.map(({ organization }) => [organization, refuse("GRANT_WITHDRAWN")]),
    );
    const error = await failureOf(readRecord((await reading(changes)).options));
    assert.equal(error.facts["reasons"], "GRANT_WITHDRAWN");
    assert.match(error.message, /withdrawn/);
    assert.equal(error.retryable, false);
    assert.equal(error.failures.length, 3);
  });

  it("spares proxies in reserve while the first answer, and asks them when one fails, lies or takes long", async () => {
    const slow = async (answer: ProxyAnswer) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return answer;
    };
    const down = () => {
      throw new TypeError("fetch failed");
    };
    const first = world.proxies.find(({ organization }) => organization !== granted.organization);
    assert.ok(first !== undefined);
    const cases: [number, number, Parameters<typeof reading>[0]][] = [
      [60_000, 2, {}],
      [60_000, 3, { [first.organization]: down }],
      [60_000, 3, { [first.organization]: (answer) => falsePartial(answer, "patient") }],
      [50, 3, { [first.organization]: slow }],
    ];
    for (const [reserveAfterMs, expected, changes] of cases) {
      const { options } = await reading(changes);
      const asked: Hex[] = [];
      const ask: ReadOptions["transport"]["ask"] = async (proxy, accessId, signal) => {
        asked.push(proxy.organization);
        return options.transport.ask(proxy, accessId, signal);
      };
      const transport = { ...options.transport, ask };
      const result = await readRecord({ ...options, transport, reserveAfterMs });
      assert.deepEqual(result.content, content);
      assert.equal(asked.length, expected);
    }
  });

  it("never asks the reader's own organisation (rule 6)", async () => {
    const { options } = await reading();
    const asked: Hex[] = [];
    const withOwn = [...options.grantPackage.proxies, { organization: granted.organization, index: 2 }];
    await readRecord({
      ...options,
      grantPackage: { ...options.grantPackage, proxies: withOwn },
      transport: {
        ...options.transport,
        async ask(proxy, accessId, signal) {
          asked.push(proxy.organization);
          return options.transport.ask(proxy, accessId, signal);
        },
      },
    });
    assert.equal(asked.includes(granted.organization), false);
    assert.equal(
      granted.made.deals.some(({ organization }) => organization === granted.organization),
      false,
    );
  });

  it("leaves out an answer for another access, proxy, record or state, and one with another's receipt", async () => {
    const stranger = await confirmed(world);
    const strangerReceipt = (answer: ProxyAnswer) => ({
      ...answer,
      receipt: { ...answer.receipt, outcome: 2 },
    });
    const cases: [string, (answer: ProxyAnswer) => unknown][] = [
      ["ANSWER_MISMATCH", (answer) => ({ ...answer, accessId: zero })],
      ["ANSWER_MISMATCH", (answer) => ({ ...answer, organization: authority })],
      [
        "ANSWER_MISMATCH",
        (answer) => ({
          ...answer,
          partials: { ...answer.partials, patient: { ...answer.partials.patient, index: 3 } },
        }),
      ],
      ["ANSWER_INVALID", (answer) => ({ ...answer, partials: {} })],
      ["SIGNATURE_INVALID", strangerReceipt],
      [
        "RECEIPT_MISMATCH",
        (answer) => ({ ...answer, receipt: { ...answer.receipt, organization: authority } }),
      ],
      [
        "RECORD_MISMATCH",
        (answer) => ({ ...answer, evidence: stranger.evidence, stateHash: stranger.expected.stateHash }),
      ],
      ["RECORD_STATE_MISMATCH", (answer) => ({ ...answer, stateHash: zero })],
      [
        "MANIFEST_MISMATCH",
        (answer) => ({ ...answer, evidence: { ...answer.evidence, manifest: stranger.evidence.manifest } }),
      ],
    ];
    for (const [code, change] of cases) {
      const { options } = await reading({ [hospital]: change });
      const delayed: ReadOptions = {
        ...options,
        transport: {
          ...options.transport,
          async ask(proxy, accessId, signal) {
            if (proxy.organization !== hospital) await new Promise((resolve) => setTimeout(resolve, 60));
            return options.transport.ask(proxy, accessId, signal);
          },
        },
      };
      const result = await readRecord(delayed);
      assert.deepEqual(
        result.failures.map((failure) => [failure.organization, failure.code]),
        [[hospital, code]],
        code,
      );
    }
  });

  it("does not believe proxies that disagree on the record's state", async () => {
    const [, , third, fourth] = world.proxies;
    assert.ok(third !== undefined && fourth !== undefined);
    const { options } = await reading();
    const own = async () => record.expected.stateHash;
    // With a node of its own the reader sees at once that a state is not the chain's.
    const other: ReadOptions = {
      ...options,
      knowledge: { ...options.knowledge, stateHashOf: async () => zero },
    };
    const error = await failureOf(readRecord(other));
    assert.equal(error.facts["reasons"], "RECORD_STATE_MISMATCH");
    assert.deepEqual(
      (await readRecord({ ...options, knowledge: { ...options.knowledge, stateHashOf: own } })).content,
      content,
    );
  });

  it("takes another provider when one hands out a damaged file, and names it", async () => {
    const { options } = await reading();
    const other = newId();
    const good = world.store.get(record.record.recordId) ?? new Uint8Array();
    const damaged = good.slice();
    damaged[good.length - 1] = (good.at(-1) ?? 0) ^ 1;
    const transport = (bad: Uint8Array | null): ReadOptions["transport"] => ({
      async ask(proxy, accessId, signal) {
        const answer = proxyAnswerSchema.parse(await options.transport.ask(proxy, accessId, signal));
        return { ...answer, address: { ...answer.address, providers: [other, hospital] } };
      },
      async fetchSealed(provider) {
        if (provider !== other) return streamOf([bad === null ? damaged : good]);
        if (bad === null) throw new TypeError("socket hang up");
        return streamOf([bad]);
      },
    });
    const cut = good.subarray(0, good.length - 5);
    for (const [bad, code] of [
      [damaged, "ENVELOPE_PAYLOAD_DAMAGED"],
      [cut, "ENVELOPE_TRUNCATED"],
    ] as const) {
      const result = await readRecord({ ...options, transport: transport(bad) });
      assert.deepEqual(result.content, content);
      assert.deepEqual(
        result.failures.map((failure) => [failure.organization, failure.code]),
        [[other, code]],
      );
    }
    await assert.rejects(
      readRecord({ ...options, transport: transport(null) }),
      withCode("READ_NO_COPY", { tried: 2, reasons: "PROVIDER_UNREACHABLE,ENVELOPE_PAYLOAD_DAMAGED" }),
    );
  });

  it("refuses before asking anyone when the grant was dealt to another key", async () => {
    const { options } = await reading({});
    const opener = personOpener(receiveScalar(granted.doctor.master, 1));
    await assert.rejects(readRecord({ ...options, opener }), withCode("READ_WRONG_KEY"));
  });
});
