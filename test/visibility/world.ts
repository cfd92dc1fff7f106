import { join } from "node:path";
import type { Deal } from "@medlattice/sdk/consent";
import { type Canary, type Haystack } from "./canaries.ts";
import type { CanaryCast } from "./cast.ts";
import { chainIdOf, orgIdOfKey, type Running } from "./fixture.ts";
import { asHaystacks, chainContents, filesBelow, openPages, rowsBelow } from "./places.ts";
import { failEverywhere, openSession } from "./probe.ts";
import { dealsOf } from "./sealedThings.ts";
import { giveCopy, share, type Shared, words, write, type Written } from "./story.ts";

export const hospitalChain = chainIdOf("hospital");
export const consortium = chainIdOf("consortium");
export const oracleKeys = ["hospital", "platform", "authority", "trust"] as const;
export type OracleKey = (typeof oracleKeys)[number];

/** A record that went its way, and everything that others than the people concerned can look into afterwards. */
export interface World extends CanaryCast {
  readonly running: Running;
  /** Identities, the category, and all that was said in confidence. */
  readonly confidential: readonly Canary[];
  readonly written: Written;
  readonly shared: Shared;
  /** What the hospital had been dealt before the first grant. */
  readonly dealtBefore: readonly Deal[];
  readonly everyFile: readonly Haystack[];
  readonly everyRow: readonly Haystack[];
  readonly chains: readonly Haystack[];
  readonly pages: readonly Haystack[];
  readonly answers: readonly Haystack[];
  everywhere(): readonly Haystack[];
}

/** Only their owner's device has these; everything else is a station's, an authority's or a node's. */
const isOnPeoplesDevices = (path: string): boolean => path.startsWith("people/");

const SAID = 12;

export async function makeWorld(running: Running, canaries: CanaryCast): Promise<World> {
  const { category, identities } = canaries;
  const { cast, stack, folder } = running;
  const confidential: readonly Canary[] = [...Object.values(words), category, ...identities];
  const written = await write(cast, hospitalChain, category.text);
  const dealtBefore = await dealsOf(folder, "hospital");
  const shared = await share(cast, { record: hospitalChain, home: consortium }, written, category.text);
  await giveCopy(cast, hospitalChain, consortium, written.recordId);
  const said = confidential.flatMap(({ text }) => (text === null ? [] : [text])).slice(0, SAID);
  const answers: Haystack[] = [];
  for (const key of oracleKeys) {
    const url = oracleUrl(running, key);
    const sessionKey = await openSession(cast.insurer, url, consortium);
    answers.push(...(await failEverywhere(url, sessionKey, said)));
  }
  const pages = await openPages(stack.network);
  const chains = await Promise.all(
    stack.network.chains.map(({ chainId }) => chainContents(stack.network, chainId)),
  );
  const everyFile = filesBelow(folder, isOnPeoplesDevices);
  const everyRow = oracleKeys.flatMap((key) => asHaystacks(key, rowsBelow(join(folder, "oracles", key))));
  return {
    ...canaries,
    running,
    confidential,
    written,
    shared,
    dealtBefore,
    everyFile,
    everyRow,
    chains,
    pages,
    answers,
    everywhere: () => [...everyFile, ...everyRow, ...chains, ...pages, ...answers],
  };
}

function oracleUrl({ stack }: Running, key: OracleKey): string {
  const orgId = orgIdOfKey(key);
  const url = stack.network.organizations.find((organization) => organization.orgId === orgId)?.oracleUrl;
  if (url === undefined || url === null) throw new Error(`${key} runs no oracle`);
  return url;
}
