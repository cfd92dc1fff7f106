import type { PersonKey } from "@medlattice/network/people";
import type { Story } from "./tellStory.ts";

export interface PageToSee {
  readonly name: string;
  readonly person: PersonKey | null;
  readonly path: string;
  /** CSS of something that is there once the page is full. */
  readonly ready: string;
}

const ROW = "main li";

/** Every page of the dapp, full. */
export function pagesOf({
  chainId,
  laboratoryId,
  medicationId,
  proposedId,
  disputedId,
  capturedId,
  correctionHash,
}: Story): readonly PageToSee[] {
  const view = (recordId: string) => `/records/view/#${chainId}/${recordId}`;
  const patient = (name: string, path: string, ready = ROW): PageToSee => ({
    name,
    person: "patient",
    path,
    ready,
  });
  return [
    { name: "welcome", person: null, path: "/", ready: "main button" },
    { name: "proof", person: null, path: "/proof/", ready: "main input[type=file]" },
    { name: "not-found", person: null, path: "/nowhere/", ready: "main h1" },
    patient("home", "/"),
    patient("records", "/records/"),
    patient("record-laboratory", view(laboratoryId), "main table"),
    patient("record-medication", view(medicationId), "main article dl"),
    patient("record-to-confirm", view(proposedId), "main table"),
    patient("record-disputed", view(disputedId), "main pre"),
    patient("record-captured", view(capturedId), "main dl"),
    patient("correction", `/records/correction/#${chainId}/${correctionHash}`, "main ins"),
    patient("access", "/access/"),
    patient("share", "/access/share/", "main [type=radio]"),
    patient("share-record", `/access/share/#${chainId}/${laboratoryId}`, "main [type=radio]"),
    patient("activity", "/activity/"),
    patient("appointments", "/appointments/"),
    patient("appointment-new", "/appointments/new/", "main textarea"),
    { name: "visits", person: "doctor-hospital", path: "/visits/", ready: ROW },
    { name: "write", person: "doctor-hospital", path: "/write/", ready: "main h1" },
    { name: "corrections", person: "doctor-hospital", path: "/corrections/", ready: ROW },
    {
      name: "correct",
      person: "doctor-hospital",
      path: `/corrections/write/#${laboratoryId}`,
      ready: "main input[type=file]",
    },
    { name: "shared", person: "doctor-platform", path: "/shared/", ready: ROW },
    { name: "requests", person: "manager", path: "/requests/", ready: "main h1" },
    { name: "desk", person: "manager", path: "/desk/", ready: "main h1" },
    { name: "custody", person: "manager", path: "/custody/", ready: "main h3" },
    { name: "pipeline", person: "manager", path: "/pipeline/", ready: "main ol li" },
    { name: "custody-new", person: "manager", path: "/custody/new/", ready: "main form" },
  ];
}
