import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { getAddress } from "viem";
import { toHex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { checkProperty } from "../testing/property.ts";
import { type LoginMessage, createLoginMessage, parseLoginMessage } from "./loginMessage.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
const seconds = fc.integer({ min: 1_600_000_000, max: 4_000_000_000 }).map((value) => new Date(value * 1000));
const login: fc.Arbitrary<LoginMessage> = fc.record(
  {
    domain: fc.constantFrom("dapp.example", "127.0.0.1:8601", "localhost:3000"),
    uri: fc.constantFrom("https://oracle.example", "http://127.0.0.1:8601"),
    chainId: fc.integer({ min: 1, max: 2 ** 31 }),
    address: bytes(20).map((address) => getAddress(address)),
    personId: bytes(32),
    keyId: bytes(32).map((key) => Buffer.from(key.slice(2), "hex").toString("base64url")),
    nonce: fc.constantFrom("0123456789abcdef", "f".repeat(64)),
    issuedAt: seconds,
    expiresAt: seconds,
    oracles: fc.array(bytes(32), { maxLength: 4 }),
  },
  { noNullPrototype: true },
);
const refused = (error: unknown) =>
  error instanceof InvalidInputError && error.code === "LOGIN_MESSAGE_MALFORMED";

describe("parseLoginMessage", () => {
  it("gives back what createLoginMessage was given", () => {
    checkProperty(
      fc.property(login, (given) => assert.deepEqual(parseLoginMessage(createLoginMessage(given)), given)),
    );
  });

  it("refuses any message that differs in one character of its lines", () => {
    checkProperty(
      fc.property(login, fc.nat(), (given, position) => {
        const message = createLoginMessage(given);
        const at = position % message.length;
        const changed = `${message.slice(0, at)}\u0001${message.slice(at + 1)}`;
        assert.throws(() => parseLoginMessage(changed), refused);
      }),
    );
  });

  it("refuses what is no login message, or carries more than one", () => {
    const [sample] = fc.sample(login, { numRuns: 1, seed: 7 });
    assert.ok(sample !== undefined);
    const message = createLoginMessage(sample);
    for (const text of [
      "",
      "hello",
      `${message}\n`,
      `${message}\n- https://evil.example`,
      message + message,
    ]) {
      assert.throws(() => parseLoginMessage(text), refused, JSON.stringify(text.slice(-40)));
    }
  });
});
