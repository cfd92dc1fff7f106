import { join } from "node:path";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { MedLatticeError } from "@medlattice/sdk/errors";
import { errnoOf } from "../errnoOf.ts";
import type { Log } from "../log.ts";
import { encodeEntry } from "./entry.ts";
import type { BlockEntry } from "./entry.ts";
import { createJournalFile } from "./file.ts";
import type { JournalFile, OpenJournalFile } from "./file.ts";
import { decodeHeader, encodeHeader, MAX_HEADER_BYTES, requireSameChain } from "./header.ts";
import type { JournalHeader } from "./header.ts";
import { scanEntries } from "./scanEntries.ts";
import type { JournalPosition, ScannedEntry } from "./scanEntries.ts";

export const JOURNAL_NAME = "journal";

/** The durable order of a chain's blocks: a file that is only appended to. */
export interface Journal {
  readonly header: JournalHeader;
  /** Where the last durable entry ends. */
  position(): JournalPosition;
  /** Where the first entry begins. */
  readonly start: JournalPosition;
  /**
   * Reads and checks what is durable. The first call goes to the end of the file, drops a torn tail and opens the journal
   * for {@link Journal.append}; later calls stop where the journal then stands.
   */
  replay(): AsyncGenerator<ScannedEntry>;
  /**
   * Writes entries and returns when they are on the disk. After a failure the journal takes nothing more.
   *
   * @throws UnavailableError `CHAIN_DISK_FULL` or `CHAIN_JOURNAL_WRITE`; its fact `stored` is "no" if the entries are
   *   surely not in the file, "unknown" if a restart has to show it
   */
  append(entries: readonly BlockEntry[]): Promise<void>;
  /** Raw bytes of the file, for a follower. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export interface OpenJournalOptions {
  readonly folder: string;
  /** What this chain's journal has to be bound to; written if there is none yet. */
  readonly header: JournalHeader;
  readonly open: OpenJournalFile;
  readonly log: Log;
}

/** Opens or begins the journal of a folder. @throws VerificationError when it is another chain's, or damaged */
export async function openJournal({ folder, header, open, log }: OpenJournalOptions): Promise<Journal> {
  const path = join(folder, JOURNAL_NAME);
  const file = await open(path).catch(async (cause: unknown) => {
    if (errnoOf(cause) !== "ENOENT") throw cause;
    await createJournalFile(path, encodeHeader(header)).catch((failure: unknown) => {
      throw writeError(failure, "no");
    });
    return open(path);
  });
  try {
    const decoded = decodeHeader(await file.read(0, MAX_HEADER_BYTES));
    requireSameChain(decoded.header, header);
    if (decoded.header.engineVersion !== header.engineVersion) {
      log("warn", "the journal was begun under another engine release; every block hash is compared", {
        began: decoded.header.engineVersion,
        runs: header.engineVersion,
      });
    }
    return createJournal(file, decoded.header, { end: decoded.end, link: decoded.link, block: 0 }, log);
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

function createJournal(file: JournalFile, header: JournalHeader, start: JournalPosition, log: Log): Journal {
  let position = start;
  let state: "unread" | "open" | "failed" = "unread";

  async function* replay(): AsyncGenerator<ScannedEntry> {
    if (state !== "unread") {
      yield* scanEntries(file, start, position.end);
      return;
    }
    for await (const scanned of scanEntries(file, start)) {
      position = scanned.position;
      yield scanned;
    }
    const torn = (await file.size()) - position.end;
    if (torn > 0) {
      log("warn", "dropped the unfinished last write of the journal; it was never acknowledged", {
        bytes: torn,
        afterBlock: position.block,
      });
      await file.truncate(position.end);
    }
    state = "open";
  }

  async function append(entries: readonly BlockEntry[]): Promise<void> {
    if (state !== "open") {
      throw new UnavailableError(
        "CHAIN_JOURNAL_WRITE",
        "The journal takes no more blocks until the chain is restarted.",
        {
          facts: { stored: "no" },
        },
      );
    }
    const chunks: Buffer[] = [];
    let { end, link, block } = position;
    for (const entry of entries) {
      const encoded = encodeEntry(entry, link);
      chunks.push(encoded.bytes);
      end += encoded.bytes.length;
      link = encoded.link;
      block = entry.number;
    }
    try {
      await file.write(
        position.end,
        chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
      );
      await file.sync();
    } catch (cause) {
      state = "failed";
      // A disk without room for more has room for less: taking the bytes back makes it certain that they are not there.
      const stored = await file.truncate(position.end).then(
        () => "no" as const,
        () => "unknown" as const,
      );
      throw writeError(cause, stored);
    }
    position = { end, link, block };
  }

  return {
    header,
    start,
    position: () => position,
    replay,
    append,
    read: (offset, length) => file.read(offset, length),
    close: () => file.close(),
  };
}

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

function writeError(cause: unknown, stored: "no" | "unknown"): MedLatticeError {
  const reason = errnoOf(cause) ?? "unknown";
  const full = FULL.has(reason);
  return new UnavailableError(
    full ? "CHAIN_DISK_FULL" : "CHAIN_JOURNAL_WRITE",
    [
      full
        ? `The disk has no room for the chain's journal (${reason}); the chain takes no more transactions.`
        : `The chain's journal could not be written (${reason}); the chain takes no more transactions.`,
      stored === "no"
        ? "What was sent last is not stored."
        : "Whether what was sent last is stored shows after a restart; the same bytes may then be sent again.",
    ].join(" "),
    {
      facts: { reason, stored },
      hints: [
        full ? "Make room on the disk, then restart this chain." : "Check the disk, then restart this chain.",
      ],
      cause,
    },
  );
}
