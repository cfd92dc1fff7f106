import { z } from "zod";
import { address, bytes32, chainId, hexBytes, unixSeconds } from "./primitives.ts";

export const challengeReply = z.object({
  nonce: z.string().regex(/^[0-9a-zA-Z]{16,64}$/),
  expiresAt: unixSeconds,
  /** The oracle's clock, so that a client whose own is wrong can still sign in time. */
  serverTime: unixSeconds,
});

export const loginBody = z.strictObject({
  message: z.string().max(4096),
  /** EOA or ERC-1271 signature of the message. */
  signature: hexBytes(4096),
  /** base64url SPKI of the session key. */
  sessionKey: z.string().regex(/^[A-Za-z0-9_-]{100,200}$/),
});

export const sessionReply = z.object({
  keyId: z.string(),
  chainId,
  personId: bytes32,
  controller: address,
  role: z.int(),
  organization: bytes32,
  expiresAt: unixSeconds,
});

export type Session = z.infer<typeof sessionReply>;
