import { type NewMail, type SentMail, peerMailBody } from "@medlattice/sdk/client";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { z } from "zod";
import { bytes32 } from "@medlattice/sdk/client";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import { homeOf } from "../people/homeOf.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Recipient } from "./mailTable.ts";

/** @param organization the reader's */
export type Forward = (organization: Hex, recipient: Recipient, mail: NewMail) => Promise<SentMail>;

const KIND = "mail";
const jobSchema = z.object({ peer: bytes32, body: peerMailBody });

/**
 * Hands messages to the oracle of the reader's organisation: at once, so that the sender learns of a refusal, and from the outbox
 * when that oracle cannot be reached.
 */
export function createForward(options: {
  readonly config: OracleConfig;
  readonly jobs: JobQueue;
  readonly peers: PeerClient | undefined;
  readonly logger: Logger;
}): Forward {
  const { config, jobs, peers, logger } = options;

  async function handOver(peer: Hex, body: z.infer<typeof peerMailBody>): Promise<void> {
    if (peers === undefined) throw noWay();
    await peers.json(peer, { method: "POST", path: "/peer/v1/mailbox", json: body }, z.undefined());
  }

  jobs.handle(KIND, async (payload) => {
    const { peer, body } = jobSchema.parse(JSON.parse(payload));
    try {
      await handOver(peer, body);
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      // Nobody waits for an answer any more, and sending it again would not change the refusal.
      logger.warn({ err: error }, "a queued message was refused");
    }
  });

  return async (organization, { chainId, personId }, mail) => {
    const peer = homeOf(config, organization);
    if (peer === undefined || peers?.peers.some(({ orgId }) => orgId === peer) !== true) throw noWay();
    const body = { chainId, recipient: personId, mail };
    try {
      await handOver(peer, body);
      return { delivery: "stored" };
    } catch (error) {
      if (!(error instanceof UnavailableError) || error.code !== "PEER_UNREACHABLE") throw error;
      jobs.add(KIND, `${peer}:${chainId}:${personId}:${mail.messageId}`, JSON.stringify({ peer, body }));
      return { delivery: "queued" };
    }
  };
}

function noWay(): InvalidInputError {
  return new InvalidInputError("MAILBOX_NOT_FOUND", "This oracle knows no way to this person's mailbox.", {
    hints: ["Send it to the oracle of the person's own organisation."],
  });
}
