import type { PeerClient } from "../peers/createPeerClient.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Hex } from "viem";
import { z } from "zod";
import type { AnswerKey, AnswerTable } from "./answerTable.ts";

/** Whether a proxy has found an access good for a record. */
export type Served = (
  access: AnswerKey & { readonly readerOrganization: Hex },
  record: { readonly chainId: number; readonly recordId: Hex },
) => Promise<boolean>;

const replySchema = z.object({ isServed: z.boolean() });

/**
 * Where an access is about a record of another chain, the ledger has not checked whose record it is; the proxies have before they
 * answered, by the patient's deal. So a provider hands a sealed file out once any proxy says that it has served the access:
 * its own oracle first, then the others, save that of the reader's organisation.
 */
export function createServed(options: {
  readonly config: Pick<OracleConfig, "network">;
  readonly answers: AnswerTable;
  readonly peers: PeerClient | undefined;
}): Served {
  const { config, answers, peers } = options;
  const proxies = new Set(
    config.network.organizations.filter(({ proxyIndex }) => proxyIndex !== null).map(({ orgId }) => orgId),
  );

  return async ({ readerOrganization, ...key }, record) => {
    if (answers.isServed(key, record)) return true;
    if (peers === undefined) return false;
    const asked = peers.peers.filter(({ orgId }) => proxies.has(orgId) && orgId !== readerOrganization);
    const query = `chainId=${key.chainId}&recordChainId=${record.chainId}&recordId=${record.recordId}`;
    const path = `/peer/v1/proxy/accesses/${key.accessId}?${query}`;
    const questions = asked.map(async ({ orgId }) => {
      const { isServed } = await peers.json(orgId, { method: "GET", path }, replySchema);
      if (!isServed) throw new Error("not served there");
    });
    return Promise.any(questions).then(
      () => true,
      () => false,
    );
  };
}
