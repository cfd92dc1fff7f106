import type { CommandLine } from "./fixture.ts";

export const PASSPHRASE = "correct horse battery staple";

/** Decimals, order of names and letters of other scripts are to come back as they are. */
export const OBSERVATION = `{ "resourceType": "Observation",
  "status": "final", "code": {"text": "血糖 glucose"}, "valueQuantity": {"value": 5.10, "unit": "mmol/L"} }
`;

/** What one chapter of the story leaves to the next; set before the first test. */
export interface Story {
  readonly cli: CommandLine;
  /** Options of a person who enrols during the story, with a passphrase. */
  readonly asAda: string;
  /** Options that only say where her passphrase is. */
  readonly withPassphrase: string;
  /** The FHIR file. */
  readonly file: string;
  treatment: string;
  record: string;
  grant: string;
}

/** Begins the story on a network that is up. */
export async function begin(cli: CommandLine): Promise<Story> {
  const passphrase = await cli.write("passphrase", `${PASSPHRASE}\n`);
  const withPassphrase = `--passphrase-file ${passphrase}`;
  return {
    cli,
    withPassphrase,
    asAda: `--as ada-chen ${withPassphrase}`,
    file: await cli.write("observation.json", OBSERVATION),
    treatment: "",
    record: "",
    grant: "",
  };
}
