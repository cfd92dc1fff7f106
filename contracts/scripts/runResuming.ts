import { existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { HardhatError } from "@nomicfoundation/hardhat-errors";
import {
  trackTransaction,
  wipe,
  type ArtifactResolver,
  type EIP1193Provider,
} from "@nomicfoundation/ignition-core";
import { findTransaction } from "./findTransaction.ts";

/** Deployments go one by one, so a kill leaves at most one transaction in doubt; a second one is a second kill. */
const MAX_REPAIRS = 2;

export interface InterruptedDeployment {
  readonly deploymentDir: string;
  readonly provider: EIP1193Provider;
  readonly artifactResolver: ArtifactResolver;
}

/**
 * Runs a deployment and mends what a kill in the middle of an earlier run has left: Ignition notes in its journal that it
 * is about to send, then sends, then notes the hash. Killed in between, it refuses to go on until somebody tells it which
 * transaction it was. Sender and nonce say that: the transaction is looked up on the chain, or was never sent.
 */
export async function runResuming<Result>(
  run: () => Promise<Result>,
  deployment: InterruptedDeployment,
): Promise<Result> {
  dropTornLine(join(deployment.deploymentDir, "journal.jsonl"));
  for (let repairs = 0; ; repairs += 1) {
    try {
      return await run();
    } catch (error) {
      const lost = HardhatError.ERRORS.IGNITION.EXECUTION.TRANSACTION_LOST;
      if (repairs === MAX_REPAIRS || !HardhatError.isHardhatError(error, lost)) throw error;
      await settle(error.messageArguments, deployment);
    }
  }
}

/** @param lost what Ignition's error names: the step, and the transaction's sender and nonce. */
async function settle(
  lost: Readonly<Record<"futureId" | "sender" | "nonce", unknown>>,
  deployment: InterruptedDeployment,
): Promise<void> {
  const { deploymentDir, provider, artifactResolver } = deployment;
  const hash = await findTransaction({ provider, sender: String(lost.sender), nonce: Number(lost.nonce) });
  if (hash === undefined) await wipe(deploymentDir, artifactResolver, String(lost.futureId));
  else await trackTransaction(deploymentDir, hash, provider, 1);
}

/** A power cut can leave the last line of the journal half written. Each line begins, not ends, with a line feed. */
function dropTornLine(journal: string): void {
  if (!existsSync(journal)) return;
  const text = readFileSync(journal);
  const lastLine = text.lastIndexOf("\n");
  try {
    if (lastLine + 1 < text.length) JSON.parse(text.subarray(lastLine + 1).toString());
  } catch {
    truncateSync(journal, Math.max(lastLine, 0));
  }
}
