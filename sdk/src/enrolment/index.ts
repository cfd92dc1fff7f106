export {
  collectNullifier,
  nullifierEvaluationSchema,
  type NullifierAnswer,
  type NullifierHolder,
} from "./collect-nullifier.ts";
export {
  CAPACITY,
  capacityOf,
  capacitySchema,
  dealNullifierKeys,
  decodeNullifierKey,
  nullifierKeyOf,
  nullifierSharesSchema,
  type Capacity,
  type NullifierKeyDescription,
  type NullifierShares,
} from "./nullifier-keys.ts";
export {
  nullifierRequestData,
  nullifierRequestSchema,
  signNullifierRequest,
  type NullifierRequest,
} from "./nullifier-request.ts";
export {
  nationalIdSchema,
  realIdentityDocumentSchema,
  realIdentitySchema,
  type NationalId,
  type RealDevice,
  type RealIdentity,
  type RealPerson,
} from "./real-identity.ts";
export {
  issueVoucher,
  newVoucherHolder,
  openVoucher,
  voucherDocumentSchema,
  voucherHolder,
  voucherSchema,
  type Voucher,
  type VoucherDocument,
} from "./voucher.ts";
