export {
  categoryKeysSchema,
  openCategoryKeys,
  openTreatmentMandate,
  sealCategoryKeys,
  sealTreatmentMandate,
  treatmentMandateSchema,
  type CategoryKeys,
  type TreatmentMandate,
} from "./enclosures.ts";
export { sealToManagers } from "./request.ts";
export { visitCode } from "./visitCode.ts";
