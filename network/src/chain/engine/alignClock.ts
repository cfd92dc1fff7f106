import { pendingBlockSchema } from "./answers.ts";
import type { Engine } from "./createEngine.ts";

/**
 * Sets what `pending` calls take for the time to `seconds`. The engine keeps its clock as an offset that the last block set;
 * after a replay that offset belongs to the day of that block.
 */
export async function alignClock(engine: Engine, seconds: number): Promise<void> {
  const [pending] = await engine.batch([{ method: "eth_getBlockByNumber", params: ["pending", false] }]);
  const behind = seconds - Number(pendingBlockSchema.parse(pending).timestamp);
  if (behind > 0) await engine.batch([{ method: "evm_increaseTime", params: [behind] }]);
}
