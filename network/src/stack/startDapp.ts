import type { Ports } from "./choosePorts.ts";
import { startInstruments } from "./startInstruments.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { Supervisor } from "./supervisor.ts";

/** A dapp that was built, and the program that hands it out. */
export interface DappPlan {
  /** Folder of the exported pages, absolute. */
  readonly root: string;
  /** The server's entry, absolute. */
  readonly entry: string;
}

/**
 * Starts the dapp's server. The demo wallet gets the sample people, whose wallets nobody needs to protect, and the capture page
 * instruments in software.
 * @returns where people open it
 */
export async function startDapp(
  { root, entry }: DappPlan,
  {
    state,
    supervisor,
    ports,
    networkFile,
  }: {
    readonly state: StateFolder;
    readonly supervisor: Supervisor;
    readonly ports: Ports;
    readonly networkFile: string;
  },
): Promise<string> {
  const instruments = await startInstruments({ state, supervisor, ports, origins: dappOrigins(ports) });
  await state.writeJson("config/dapp.json", {
    root,
    network: networkFile,
    port: ports.dapp ?? 0,
    demoPeople: state.at("people"),
    instruments,
  });
  await supervisor.start({ name: "dapp-server", entry, args: [state.at("config", "dapp.json")] });
  return dappOrigins(ports)[0] ?? "";
}

/** Origins of the dapp's pages, the one that people are told first: by name, since passkeys belong to names. */
export function dappOrigins({ dapp }: Pick<Ports, "dapp">): readonly string[] {
  return dapp === null ? [] : [`http://localhost:${dapp}`, `http://127.0.0.1:${dapp}`];
}

/** Who may ask the chains' nodes from a browser: the dapp's pages, and wallets, which look at a chain before they add it. */
export function nodeOrigins(ports: Pick<Ports, "dapp">): readonly string[] {
  const pages = dappOrigins(ports);
  return pages.length === 0 ? [] : [...pages, "extensions"];
}
