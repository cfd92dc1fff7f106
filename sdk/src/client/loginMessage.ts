import { type Address, type Hex, isHex } from "viem";
import { createSiweMessage, parseSiweMessage } from "viem/siwe";
import { InvalidInputError } from "../errors/index.ts";

const PERSON_URN = "urn:medlattice:person:";
const SESSION_KEY_URN = "urn:medlattice:session-key:";
const ORACLE_URN = "urn:medlattice:oracle:";
const STATEMENT =
  "Sign in to MedLattice. This gives this device the right to act for you until the time below.";
const BYTES32 = /^0x[0-9a-f]{64}$/;

export interface LoginMessage {
  /** Host (with port) of the page that asks, as wallets check it. */
  readonly domain: string;
  /** Public URL of the oracle one logs in to. */
  readonly uri: string;
  readonly chainId: number;
  readonly address: Address;
  readonly personId: Hex;
  /** base64url SHA-256 of the session key's SPKI. */
  readonly keyId: string;
  /** The oracle's challenge. */
  readonly nonce: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /**
   * orgIds of further oracles where the same signature opens a session, so that a wallet asks once. That is safe because
   * no request, the login included, is taken without the session key's signature for the very oracle.
   */
  readonly oracles: readonly Hex[];
}

/** Writes the ERC-4361 message whose resources name the person, the session key and further oracles. */
export function createLoginMessage(login: LoginMessage): string {
  return createSiweMessage({
    domain: login.domain,
    uri: login.uri,
    chainId: login.chainId,
    address: login.address,
    nonce: login.nonce,
    version: "1",
    statement: STATEMENT,
    issuedAt: login.issuedAt,
    expirationTime: login.expiresAt,
    resources: [
      `${PERSON_URN}${login.personId}`,
      `${SESSION_KEY_URN}${login.keyId}`,
      ...login.oracles.map((orgId) => `${ORACLE_URN}${orgId}`),
    ],
  });
}

/**
 * Reads a login message, and accepts only the one spelling {@link createLoginMessage} gives, so that what the wallet
 * showed and what the oracle understood cannot differ.
 * @throws InvalidInputError LOGIN_MESSAGE_MALFORMED
 */
export function parseLoginMessage(message: string): LoginMessage {
  const { domain, uri, chainId, address, nonce, issuedAt, expirationTime, resources } =
    parseSiweMessage(message);
  const [person, key, ...oracles] = resources ?? [];
  if (
    domain === undefined ||
    uri === undefined ||
    chainId === undefined ||
    address === undefined ||
    nonce === undefined ||
    issuedAt === undefined ||
    expirationTime === undefined
  ) {
    throw malformed();
  }
  const login: LoginMessage = {
    domain,
    uri,
    chainId,
    address,
    personId: hexAfter(person, PERSON_URN),
    keyId: after(key, SESSION_KEY_URN, /^[A-Za-z0-9_-]{43}$/),
    nonce,
    issuedAt,
    expiresAt: expirationTime,
    oracles: oracles.map((oracle) => hexAfter(oracle, ORACLE_URN)),
  };
  if (!spellsTheSame(login, message)) throw malformed();
  return login;
}

function spellsTheSame(login: LoginMessage, message: string): boolean {
  try {
    return createLoginMessage(login) === message;
  } catch {
    return false;
  }
}

function hexAfter(resource: string | undefined, prefix: string): Hex {
  const value = after(resource, prefix, BYTES32);
  if (!isHex(value)) throw malformed();
  return value;
}

function after(resource: string | undefined, prefix: string, pattern: RegExp): string {
  const value = resource?.slice(prefix.length) ?? "";
  if (resource?.startsWith(prefix) !== true || !pattern.test(value)) throw malformed();
  return value;
}

function malformed(): InvalidInputError {
  return new InvalidInputError("LOGIN_MESSAGE_MALFORMED", "This is not a login message of MedLattice.", {
    hints: ["Let the client write the message; do not change it before signing."],
  });
}
