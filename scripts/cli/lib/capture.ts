import { CHAIN_MEDIA_TYPE } from "@medlattice/sdk/device/record";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type Person, readCaptured, type VerifiedCapture } from "@medlattice/sdk/person";
import type { AddressBook } from "./addressBook.ts";
import { counted, printable } from "./text.ts";

/** What is told of a record that instruments made (P10). */
export interface CaptureFacts {
  readonly station: VerifiedCapture["station"];
  readonly links: number;
  readonly instruments: readonly string[];
  readonly problems: readonly { readonly kind: string; readonly chunk: number | null }[];
  /** One line for people. */
  readonly text: string;
}

/** Verifies the chain of a captured record and asks the treatment's chain for its station; null for any other record. */
export async function captureIn(
  person: Person,
  names: AddressBook,
  content: Uint8Array,
): Promise<CaptureFacts | null> {
  if (!Buffer.from(content.buffer, content.byteOffset, content.length).includes(CHAIN_MEDIA_TYPE))
    return null;
  try {
    return factsOf(await readCaptured(person, content), names);
  } catch (error) {
    // Something else that only speaks of such a chain.
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

/** @param reading as it was verified */
export function factsOf(
  { begin, station, links, devices, problems }: VerifiedCapture,
  names: Pick<AddressBook, "person">,
): CaptureFacts {
  const instruments = devices.map(
    ({ label, driver = "?", driverVersion = "?" }) => `${printable(label)} (${driver} ${driverVersion})`,
  );
  const from = instruments.length === 0 ? "no instrument" : instruments.join(", ");
  const by = `Captured by ${names.person(begin.station.person)} from ${from}`;
  const named = problems.map(({ kind, sequence = null }) => ({ kind, chunk: sequence }));
  const [first] = named;
  const state =
    first === undefined
      ? `chain of ${counted(links, "link")} intact${STANDINGS[station]}`
      : `NOT as it was signed: ${first.kind}${first.chunk === null ? "" : ` in link ${first.chunk}`}${
          named.length > 1 ? ` and ${counted(named.length - 1, "more problem")}` : ""
        }`;
  return { station, links, instruments, problems: named, text: `${by}, ${state}.` };
}

const STANDINGS: Readonly<Record<VerifiedCapture["station"], string>> = {
  enrolled: ", by a station that the chain knows",
  "not-enrolled": "",
  unreachable: "; its chain could not be asked whether the station is enrolled",
  demonstration: "; a demonstration, nobody's record",
};
