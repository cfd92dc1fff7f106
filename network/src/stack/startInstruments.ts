import { fileURLToPath } from "node:url";
import { findSimulator } from "@medlattice/sdk/device/simulate";
import { bridgeUrl, OPERATING_ROOM } from "../bridge/index.ts";
import type { InstrumentsConfig } from "../bridge/main.ts";
import type { Ports } from "./choosePorts.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { Supervisor } from "./supervisor.ts";

/** An instrument as the dapp's server tells its pages (docs/devices.md, "medlattice/instruments/v1"). */
export interface ListedInstrument {
  readonly id: string;
  readonly driver: string;
  readonly label: string;
  /** Holds the token. */
  readonly url: string;
  readonly isSimulated: boolean;
}

const entry = fileURLToPath(new URL("../bridge/main.ts", import.meta.url));
const SECRET = "network/instruments";

/** Starts the instruments in software that the dapp's pages may connect to; each runs only while somebody listens. */
export async function startInstruments({
  state,
  supervisor,
  ports,
  origins,
}: {
  readonly state: StateFolder;
  readonly supervisor: Supervisor;
  readonly ports: Pick<Ports, "instruments">;
  readonly origins: readonly string[];
}): Promise<readonly ListedInstrument[]> {
  const port = ports.instruments;
  if (port === null) return [];
  const secret = await state.secret(SECRET, 16);
  const config: InstrumentsConfig = {
    port,
    token: state.at("secrets", SECRET),
    allowedOrigins: [...origins],
    simulators: OPERATING_ROOM.map(({ simulator }) => simulator),
  };
  await state.writeJson("config/instruments.json", config);
  await supervisor.start({
    name: "instruments-simulated",
    entry,
    args: [state.at("config", "instruments.json")],
  });
  return OPERATING_ROOM.map(({ simulator: id, label }) => ({
    id,
    driver: findSimulator(id).driver.name,
    label,
    url: bridgeUrl(port, id, secret.slice(2)),
    isSimulated: true,
  }));
}
