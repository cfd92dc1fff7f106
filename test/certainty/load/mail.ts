import { setTimeout as sleep } from "node:timers/promises";
import type { GrantPackage } from "@medlattice/sdk/consent";
import { consortiumOf } from "@medlattice/sdk/network";
import { homeOracle, type Person, receivedGrants } from "@medlattice/sdk/person";
import type { Hex } from "viem";

const WAIT_MS = 180_000;
const PAUSE_MS = 300;

/** Takes grants out of a reader's mailbox; several flows share one mailbox, so one look serves them all. */
export function createMail(reader: Person): { readonly take: (grantId: Hex) => Promise<GrantPackage> } {
  const { chainId } = consortiumOf(reader.network);
  const held = new Map<Hex, GrantPackage>();
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const oracle = await homeOracle(reader, chainId);
    const { grants, refused } = await receivedGrants(reader, chainId);
    const [bad] = refused;
    if (bad !== undefined) throw bad.error;
    for (const { messageId, grantPackage } of grants) {
      held.set(grantPackage.grantId, grantPackage);
      await oracle.mailbox.remove(messageId);
    }
  }

  return {
    async take(grantId) {
      const end = performance.now() + WAIT_MS;
      for (;;) {
        const found = held.get(grantId);
        if (found !== undefined) return found;
        if (performance.now() > end)
          throw new Error("an acknowledged grant never reached its reader's mailbox");
        looking ??= look().finally(() => {
          looking = null;
        });
        await looking;
        if (!held.has(grantId)) await sleep(PAUSE_MS);
      }
    },
  };
}
