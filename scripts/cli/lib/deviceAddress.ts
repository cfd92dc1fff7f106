import { findDriver } from "@medlattice/sdk/device";
import { DATAGRAMS, type DeviceTransport } from "@medlattice/sdk/device/transport";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { listenTransport, serialTransport, tcpTransport, udpTransport } from "@medlattice/sdk/node/device";
import { isIP } from "node:net";

export interface AddressedDevice {
  readonly id: string;
  readonly driver: string;
  readonly transport: DeviceTransport;
}

const DEVICE = /^(?<id>(?<driver>[a-z0-9]+)(?:\.[\w-]+)?)=(?<way>tcp|udp|serial|listen):(?<rest>.+)$/;
const HOST_AND_PORT = /^(?<host>\[[0-9a-fA-F:.]+\]|[^:@\s]+):(?<port>\d{1,5})$/;
const LISTEN = /^(?<port>\d{1,5})(?:@(?<from>\S+))?$/;

/** As `bridge` takes them. */
export const ADDRESS_FORMS =
  "DRIVER=tcp:HOST:PORT, DRIVER=serial:PATH, DRIVER=udp:HOST:PORT, DRIVER=listen:PORT or DRIVER=listen:PORT@HOST";

/** @throws InvalidInputError `OPTION_INVALID` | `DRIVER_UNKNOWN` */
export function deviceAddress(text: string): AddressedDevice {
  const { id = "", driver: name = "", way, rest = "" } = DEVICE.exec(text)?.groups ?? {};
  if (way === undefined) throw wrong(text);
  const driver = findDriver(name).name;
  return { id, driver, transport: transportOf(text, driver, way, rest) };
}

function transportOf(text: string, driver: string, way: string, rest: string): DeviceTransport {
  if (way === "serial") return serialTransport(rest);
  if (way === "listen") {
    const { port, from } = LISTEN.exec(rest)?.groups ?? {};
    if (from !== undefined && isIP(from) === 0) throw wrong(text);
    return listenTransport({ port: portOf(port, text), ...(from === undefined ? {} : { from }) });
  }
  const { host = "", port } = HOST_AND_PORT.exec(rest)?.groups ?? {};
  const target = { host: host.replaceAll(/[[\]]/g, ""), port: portOf(port, text) };
  if (way === "tcp") return tcpTransport(target);
  const codec = DATAGRAMS[driver];
  if (codec === undefined) {
    throw new InvalidInputError("OPTION_INVALID", `${driver} does not speak UDP.`, {
      hints: [`By UDP: ${Object.keys(DATAGRAMS).join(", ")}.`],
    });
  }
  return udpTransport({ ...target, codec });
}

function portOf(text: string | undefined, address: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw wrong(address);
}

function wrong(address: string): InvalidInputError {
  return new InvalidInputError("OPTION_INVALID", `${address} is no address of an instrument.`, {
    hints: [`One of ${ADDRESS_FORMS}.`],
    facts: { address },
  });
}
