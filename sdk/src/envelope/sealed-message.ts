import { Decrypter, Encrypter } from "age-encryption";
import type { z } from "zod";
import {
  fromHex,
  LIMITS,
  parseStoredJson,
  storeJson,
  toHex,
  type Hex,
  type StoredJson,
} from "../codec/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";

/** A message names its own type inside what is encrypted, so that one kind can never be taken for another. */
export interface MessageBody {
  readonly format: string;
}

/** What opens: `AGE-SECRET-KEY-1…`, or several where keys have changed and messages to the old ones still lie about. */
export type Identities = string | readonly string[];

/**
 * Seals a small JSON document to age X25519 recipients (C2SP age v1). Any of them opens it; nobody learns who sealed it, so
 * what must be authentic carries a signature of its own.
 *
 * @throws InvalidInputError DOCUMENT_INVALID | DOCUMENT_TOO_LARGE | SEALING_RECIPIENT_INVALID
 */
export async function sealMessage<T extends MessageBody>(options: {
  readonly schema: z.ZodType<T>;
  readonly message: T;
  readonly recipients: readonly string[];
}): Promise<Hex> {
  return sealDocument(storeJson(options.schema, options.message), options.recipients);
}

/** Seals bytes that are stored already, such as a signed document. */
export async function sealDocument<T extends MessageBody>(
  document: StoredJson<T>,
  recipients: readonly string[],
): Promise<Hex> {
  const encrypter = new Encrypter();
  if (recipients.length === 0) throw recipientInvalid();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw recipientInvalid();
    }
  }
  return toHex(await encrypter.encrypt(document.bytes));
}

/**
 * Opens a sealed message and parses it; the schema's `format` is the type that is expected.
 *
 * @throws VerificationError SEALED_MESSAGE_NOT_FOR_KEY | SEALED_MESSAGE_DAMAGED
 * @throws InvalidInputError DOCUMENT_INVALID (another type or form) | DOCUMENT_TOO_LARGE | HEX_INVALID
 */
export async function openMessage<T extends MessageBody>(options: {
  readonly schema: z.ZodType<T>;
  readonly sealed: Hex;
  readonly identity: Identities;
}): Promise<StoredJson<T>> {
  const sealed = fromHex(options.sealed);
  if (sealed.length > LIMITS.sealedMessageBytes) {
    throw new InvalidInputError(
      "DOCUMENT_TOO_LARGE",
      `A sealed message is larger than ${LIMITS.sealedMessageBytes} bytes.`,
    );
  }
  const decrypter = new Decrypter();
  for (const identity of [options.identity].flat()) decrypter.addIdentity(identity);
  let bytes: Uint8Array;
  try {
    bytes = await decrypter.decrypt(sealed);
  } catch (error) {
    throw isNoMatch(error)
      ? new VerificationError("SEALED_MESSAGE_NOT_FOR_KEY", "A sealed message is not for this key.")
      : new VerificationError("SEALED_MESSAGE_DAMAGED", "A sealed message was changed or cut short.");
  }
  return parseStoredJson(options.schema, bytes);
}

/** age-encryption 0.3.1 has no error types; a test holds this text. */
export function isNoMatch(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("no identity matched");
}

function recipientInvalid(): InvalidInputError {
  return new InvalidInputError(
    "SEALING_RECIPIENT_INVALID",
    "A message has no recipient, or one that is no age X25519 key.",
  );
}
