import type { Mail, MailKind, MailPage, NewMail, SentMail } from "@medlattice/sdk/client";
import { InvalidInputError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { SessionContext } from "../http/access.ts";
import { looksAfter } from "../people/homeOf.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { requireSealed } from "../people/requireSealed.ts";
import type { Forward } from "./forward.ts";
import type { MailTable, Recipient } from "./mailTable.ts";

export interface MailboxOptions {
  readonly config: OracleConfig;
  readonly table: MailTable;
  readonly reader: IdentityReader;
  /** Hands a message to the oracle of another organisation. */
  readonly forward: Forward;
  readonly nowSeconds: () => number;
}

/** Sealed messages between people of one chain. Who sent one is known to nobody but the reader. */
export interface Mailbox {
  /** Stores a message, once however often it is sent, or hands it to the oracle of the reader's organisation. */
  send(recipient: Recipient, mail: NewMail): Promise<SentMail>;
  /** Takes a message from another oracle for a person this one looks after. */
  receive(recipient: Recipient, mail: NewMail): Promise<void>;
  list(
    session: SessionContext,
    query: { kind?: MailKind | undefined; limit: number; cursor?: number | undefined },
  ): MailPage;
  get(session: SessionContext, messageId: Hex): Mail;
  remove(session: SessionContext, messageId: Hex): void;
}

export function createMailbox({ config, table, reader, forward, nowSeconds }: MailboxOptions): Mailbox {
  const { mailboxMessages, mailboxBytes } = config.limits;

  async function organizationOf({ chainId, personId }: Recipient): Promise<Hex> {
    const person = await reader.person(chainId, personId);
    if (person?.isActive === true) return person.organization;
    throw new InvalidInputError("RECIPIENT_NOT_FOUND", "Nobody active has this pseudonym on this chain.", {
      facts: { chainId },
    });
  }

  function store(recipient: Recipient, { messageId, kind, sealed }: NewMail): void {
    const bytes = requireSealed(sealed);
    const known = table.find(recipient, messageId);
    if (known !== undefined) {
      if (known.kind === kind && known.sealed === sealed) return;
      throw new InvalidInputError("CONFLICT", "Another message with this id is there already.", {
        hints: ["Choose a fresh random id."],
      });
    }
    const used = table.usage(recipient);
    if (used.messages >= mailboxMessages || used.bytes + bytes.length > mailboxBytes) {
      throw new UnavailableError("MAILBOX_FULL", "This person's mailbox is full.", {
        hints: ["Try again when the person has read the messages."],
      });
    }
    table.add(recipient, { messageId, kind, sealed: bytes }, nowSeconds());
  }

  return {
    async send(recipient, mail) {
      requireSealed(mail.sealed);
      const organization = await organizationOf(recipient);
      if (!looksAfter(config, organization)) return forward(organization, recipient, mail);
      store(recipient, mail);
      return { delivery: "stored" };
    },
    async receive(recipient, mail) {
      const organization = await organizationOf(recipient);
      if (!looksAfter(config, organization)) {
        throw new PermissionError("MAILBOX_ELSEWHERE", "This person's mailbox is with another organisation.");
      }
      store(recipient, mail);
    },
    list(session, { kind, limit, cursor }) {
      const rows = table.list(session, { kind, limit: limit + 1, before: cursor });
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? (shown.at(-1)?.seq ?? null) : null;
      return { items: shown.map(({ entry }) => entry), next };
    },
    get(session, messageId) {
      const mail = table.find(session, messageId);
      if (mail === undefined) throw notFound();
      return mail;
    },
    remove(session, messageId) {
      if (!table.remove(session, messageId)) throw notFound();
    },
  };
}

function notFound(): InvalidInputError {
  return new InvalidInputError("MESSAGE_NOT_FOUND", "You have no such message.");
}
