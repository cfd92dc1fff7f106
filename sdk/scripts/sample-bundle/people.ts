import { concept, reference, TERMINOLOGY, SNOMED } from "./parts.ts";
import type { Json, Resource } from "./parts.ts";

const REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
const written = (code: "IDE" | "ABC"): Json => [{ url: REPRESENTATION, valueCode: code }];

export const patient: Resource = {
  resourceType: "Patient",
  identifier: [{ use: "usual", system: "https://qinghe-hospital.example/patients", value: "QH-004417" }],
  active: true,
  name: [
    { extension: written("IDE"), use: "official", text: "林雅琴", family: "林", given: ["雅琴"] },
    { extension: written("ABC"), use: "usual", text: "Lín Yǎqín", family: "Lín", given: ["Yǎqín"] },
  ],
  telecom: [{ system: "phone", value: "+86 555 0100 4417", use: "mobile" }],
  gender: "female",
  birthDate: "1968-03-09",
  _birthDate: {
    extension: [
      {
        url: "http://hl7.org/fhir/StructureDefinition/patient-birthTime",
        valueDateTime: "1968-03-09T04:25:00+08:00",
      },
    ],
  },
  address: [
    {
      use: "home",
      text: "青禾市湖滨路 18 号 3 单元 502 室",
      line: ["湖滨路 18 号 3 单元 502 室"],
      city: "青禾市",
      postalCode: "000000",
      country: "CN",
    },
  ],
  maritalStatus: concept(`${TERMINOLOGY}/v3-MaritalStatus`, "M", "Married"),
  contact: [
    {
      relationship: [concept(`${TERMINOLOGY}/v2-0131`, "N", "Next-of-Kin")],
      name: { text: "José Ángel Núñez-Březina", family: "Núñez-Březina", given: ["José", "Ángel"] },
      telecom: [{ system: "phone", value: "+86 555 0100 4418" }],
    },
  ],
  communication: [
    { language: concept("urn:ietf:bcp:47", "zh-CN", "Chinese (China)"), preferred: true },
    { language: concept("urn:ietf:bcp:47", "es", "Spanish") },
  ],
  generalPractitioner: [reference("gp", "Zoë Müller-Ångström")],
  managingOrganization: reference("hospital", "青禾第一医院"),
};

export const hospital: Resource = {
  resourceType: "Organization",
  identifier: [{ system: "https://health-authority.example/organizations", value: "qinghe-first" }],
  active: true,
  type: [concept(`${TERMINOLOGY}/organization-type`, "prov", "Healthcare Provider")],
  name: "青禾第一医院",
  alias: ["Qinghe First Hospital"],
  telecom: [{ system: "phone", value: "+86 555 0100 0000", use: "work" }],
  address: [{ city: "青禾市", country: "CN" }],
};

export const surgeon: Resource = {
  resourceType: "Practitioner",
  identifier: [{ system: "https://health-authority.example/practitioners", value: "P-70231" }],
  active: true,
  name: [{ use: "official", text: "陈立群", family: "陈", given: ["立群"], prefix: ["主任医师"] }],
  gender: "male",
  qualification: [{ code: { text: "General surgery" } }],
};

export const gp: Resource = {
  resourceType: "Practitioner",
  identifier: [{ system: "https://health-authority.example/practitioners", value: "P-11804" }],
  active: true,
  name: [
    {
      use: "official",
      text: "Dr. Zoë Müller-Ångström",
      family: "Müller-Ångström",
      given: ["Zoë"],
      prefix: ["Dr."],
    },
  ],
  gender: "female",
};

export const monitor: Resource = {
  resourceType: "Device",
  identifier: [{ system: "https://qinghe-hospital.example/devices", value: "OR3-MON-02" }],
  status: "active",
  manufacturer: "Example Instruments",
  serialNumber: "SN-00042",
  deviceName: [{ name: "Patient monitor, operating room 3", type: "user-friendly-name" }],
  type: concept(SNOMED, "706172005", "Vital signs monitoring system"),
  owner: reference("hospital"),
};
