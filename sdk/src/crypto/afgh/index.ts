export { CAPSULE_KIND, PART_BYTES, type Capsule, type CapsuleContext, type CapsuleKind } from "./capsule.ts";
export { type CapsuleJson, decodeCapsule, encodeCapsule } from "./capsuleJson.ts";
export { capsuleContext } from "./capsuleContext.ts";
export { derivePublicX, derivePublicY, granteeKeyHash } from "./keys.ts";
export { openOwnCapsule, type OpenOwnCapsuleParameters } from "./openCapsule.ts";
export { sealPart, type SealPartParameters } from "./sealPart.ts";
export { verifyCapsule, type VerifyCapsuleParameters } from "./verifyCapsule.ts";
