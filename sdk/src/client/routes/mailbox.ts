import type { Hex } from "viem";
import { z } from "zod";
import {
  type Mail,
  type MailKind,
  type MailPage,
  type NewMail,
  type SentMail,
  mailPageReply,
  mailReply,
  sentReply,
} from "../schema/mailbox.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Sealed messages between people of the session's chain. */
export interface MailMethods {
  /** Sent through one's own oracle it finds the reader's; repeated with the same id it arrives once. */
  send(personId: Hex, mail: NewMail): Promise<SentMail>;
  list(options?: { kind?: MailKind; limit?: number; cursor?: number }): Promise<MailPage>;
  get(messageId: Hex): Promise<Mail>;
  remove(messageId: Hex): Promise<void>;
}

export function mailMethods(transport: Transport): MailMethods {
  const mine = "/v1/persons/me/mailbox";
  return {
    send: (personId, json) =>
      transport.json({ method: "POST", path: `/v1/mailbox/${personId}`, json }, sentReply),
    list: (options = {}) =>
      transport.json({ method: "GET", path: `${mine}${query({ ...options })}` }, mailPageReply),
    get: (messageId) => transport.json({ method: "GET", path: `${mine}/${messageId}` }, mailReply),
    remove: (messageId) => transport.json({ method: "DELETE", path: `${mine}/${messageId}` }, z.undefined()),
  };
}
