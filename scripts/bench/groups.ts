import { measureCrypto } from "../../sdk/bench/crypto.ts";
import { deviceRows } from "../../sdk/bench/deviceRows.ts";
import { fieldRows } from "../../sdk/bench/fieldRows.ts";
import { primitiveRows } from "../../sdk/bench/primitiveRows.ts";
import { measureRecord, recordRows } from "../../sdk/bench/recordRows.ts";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { nodeRsa } from "../../sdk/bench/rsaNode.ts";
import { benchChain } from "../../network/bench/chain.ts";
import { chainRows } from "../../network/bench/chainRows.ts";
import { summaryRows } from "../../network/bench/summaryRows.ts";
import { voteGasRows } from "../../network/bench/voteGasRows.ts";
import { voteRows } from "../../network/bench/voteRows.ts";
import { askRows } from "./askRows.ts";
import { circuitRows } from "./circuitRows.ts";
import { measureInChromium } from "./inChromium.ts";
import { megabyteBundle } from "./megabyteBundle.ts";
import { nodeRows } from "./nodeRows.ts";
import { measureWholePath } from "./wholePath.ts";
import { wholePathRows } from "./wholePathRows.ts";

export interface BenchOptions {
  /** The long way: 100 000 records in one chain instead of 10 000. */
  readonly isFull: boolean;
}

/** Rows that are measured together; what `npm run bench -- NAME` chooses. */
export interface BenchGroup {
  readonly name: string;
  readonly label: string;
  run(progress: Progress, options: BenchOptions): Promise<readonly BenchRow[]>;
}

/** In the order of the table. */
export const groups: readonly BenchGroup[] = [
  {
    name: "record",
    label: "Cryptography of a 1 MB record in Node, beside RSA",
    run: async () => recordRows(await measureRecord(nodeRsa()), "Node"),
  },
  {
    name: "browser",
    label: "The same in Chromium",
    run: async () => recordRows(await measureInChromium(), "Chromium"),
  },
  {
    name: "path",
    label: "A 1 MB record on its whole way",
    run: async (progress) => wholePathRows(await measureWholePath({ onProgress: progress })),
  },
  {
    name: "chain",
    label: "Records, grants, uses and questions on chain, their gas and growth, beside EAS",
    run: async (progress, { isFull }) => chainRows({ isFull, progress }),
  },
  {
    name: "node",
    label: "A chain's node by itself, over HTTP, and asking it",
    run: async () => [...nodeRows(await benchChain()), ...(await askRows())],
  },
  {
    name: "fields",
    label: "Fields of a 1 MB record: made, hidden, verified",
    run: async () => fieldRows(await megabyteBundle()),
  },
  {
    name: "devices",
    label: "What drivers of instruments read in a second",
    run: async () => deviceRows(),
  },
  {
    name: "primitives",
    label: "Single operations, beside @noble/curves",
    run: async () => primitiveRows(await measureCrypto()),
  },
  {
    name: "votes",
    label: "A thousand votes added up, beside ECDSA and single BLS",
    run: async (progress) => [...(await voteRows()), ...(await voteGasRows(progress))],
  },
  {
    name: "summaries",
    label: "Gas and bytes of a record in a batch, beside posting it by itself",
    run: summaryRows,
  },
  {
    name: "circuits",
    label: "Proofs of corrections in Node and Chromium, their sizes and gas",
    run: circuitRows,
  },
];
