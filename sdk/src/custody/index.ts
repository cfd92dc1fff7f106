export {
  type Ceremony,
  ceremonySchema,
  type Confirmation,
  confirmationSchema,
  type Contribution,
  contributionOf,
  contributionSchema,
  indexOfOfficer,
  parseCeremony,
  sessionOf,
  type ShareDocument,
  shareSchema,
  storeCeremony,
} from "./ceremony.ts";
export { type Introduction, introductionSchema, introductionStatement } from "./introduction.ts";
export {
  type CustodyDecision,
  type CustodyRequest,
  decisionSchema,
  firstHalfOf,
  type OpeningRequest,
  openingRequestSchema,
  openingStatementOf,
  parseRequest,
  type PossessionRequest,
  possessionPlaceOf,
  requestSchema,
  storeRequest,
  taskOf,
} from "./request.ts";
export { type CustodyStatementParameters, signCustodyDocument, verifyCustodyDocument } from "./signed.ts";
export {
  CONFIRMATION_STATEMENT,
  CONTRIBUTION_STATEMENT,
  decisionStatement,
  openingInWords,
  type RequestInWords,
} from "./words.ts";
