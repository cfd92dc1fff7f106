import type { DeskRequest } from "../client/index.ts";
import { type Applicant, deskOf, enrollmentRequest } from "./applicant.ts";

/**
 * Leaves a pseudonym at an organisation's desk (F1, M7). The person shows an identity document to the manager and tells the code; the
 * token stays with the person and fetches the credential (`acceptAtDesk`).
 */
export async function waitAtDesk(applicant: Applicant): Promise<DeskRequest> {
  return await deskOf(applicant, applicant.organization).wait(await enrollmentRequest(applicant));
}
