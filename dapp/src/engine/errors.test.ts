import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { UnavailableError } from "@medlattice/sdk/errors";
import { type Endpoint, expose, wrap } from "comlink";
import { carryErrors, EngineError, REJECTED } from "./errors.ts";

describe("carryErrors", () => {
  /** What a caller on the other side of a port gets when a verb throws. */
  async function acrossPort(thrown: unknown): Promise<EngineError> {
    carryErrors();
    const { port1, port2 } = new MessageChannel();
    const asEndpoint = (port: typeof port1): Endpoint => ({
      postMessage: (message, transfer = []) => port.postMessage(message, transfer as never),
      addEventListener: (_type, listener) => {
        port.on("message", (data: unknown) => {
          const event = { data, origin: "" };
          if (typeof listener === "function") listener(event as unknown as Event);
        });
      },
      removeEventListener: () => undefined,
      start: () => port.start(),
    });
    const verbs = { fail: () => Promise.reject(thrown) };
    expose(verbs, asEndpoint(port1));
    try {
      await Promise.resolve(wrap<typeof verbs>(asEndpoint(port2)).fail());
    } catch (error) {
      assert.ok(error instanceof EngineError);
      return error;
    } finally {
      port1.close();
    }
    throw new Error("nothing was thrown");
  }

  it("keeps code, sentence, hints, facts and whether to try again", async () => {
    const error = await acrossPort(
      new UnavailableError("NODE_STALE", "The node is behind.", {
        hints: ["Wait."],
        facts: { chainId: 7101 },
      }),
    );
    const { name, code, message, hints, facts, isRetryable } = error;
    assert.deepEqual(
      { name, code, message, hints, facts, isRetryable },
      {
        name: "EngineError",
        code: "NODE_STALE",
        message: "The node is behind.",
        hints: ["Wait."],
        facts: { chainId: 7101 },
        isRetryable: true,
      },
    );
  });

  it("knows a wallet's refusal however deep it lies", async () => {
    const refusal = Object.assign(new Error("User rejected"), { code: 4001 });
    assert.equal((await acrossPort(new Error("viem", { cause: refusal }))).code, REJECTED);
    assert.equal((await acrossPort({ code: 4001 })).code, REJECTED);
  });

  it("passes on what came from the other side already", async () => {
    const first = new EngineError({
      code: "WALLET_LOCKED",
      message: "Locked.",
      hints: [],
      facts: {},
      isRetryable: true,
    });
    assert.equal((await acrossPort(first)).code, "WALLET_LOCKED");
  });

  it("has a code for what it does not know", async () => {
    assert.equal((await acrossPort(new TypeError("x is not a function"))).code, "UNEXPECTED");
  });
});
