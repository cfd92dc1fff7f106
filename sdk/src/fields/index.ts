export type * from "./types.ts";
export { correctFields, type CorrectedFields } from "./amend/correct.ts";
export { keepTexts } from "./amend/keepTexts.ts";
export { type ResourceSections, resourcesOf } from "./amend/resources.ts";
export { amendmentWitness } from "./amend/witness.ts";
export { chooseFields } from "./choose/choose.ts";
export {
  type FieldLabel,
  hidingChoices,
  type HidingChoices,
  type HidingPreview,
  previewHiding,
  type Remaining,
} from "./choose/preview.ts";
export { fieldKey, HIDING_TOPICS, type HidingTopic, kindKey } from "./choose/topics.ts";
export * from "./constants.ts";
export { classField, locatorField } from "./elements.ts";
export { openLayout, sealLayout } from "./layout.ts";
export { choosePolicy, type PolicyChoice } from "./policy/choose.ts";
export { policyDocument, type PolicyDocument, policySchema, readPolicy } from "./policy/document.ts";
export { type KnownPolicy, policyUri, presetPolicies } from "./policy/known.ts";
export { fieldPolicy } from "./policy/policy.ts";
export { POLICIES, type PresetName } from "./policy/presets.ts";
export { loadPoseidon, type Poseidon } from "./poseidon/poseidon.ts";
export { type FieldInput, readFields } from "./read.ts";
export { readRedacted } from "./redacted/read.ts";
export { readableContent } from "./redacted/readable.ts";
export { redact } from "./redacted/redact.ts";
export { REDACTED_MEDIA_TYPE } from "./redacted/schema.ts";
export { fieldRootOf } from "./root.ts";
export { fieldSeedOf } from "./seeds.ts";
export { fieldTree, rootOfPath } from "./tree.ts";
