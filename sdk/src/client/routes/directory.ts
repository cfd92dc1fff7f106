import type { Hex } from "viem";
import { z } from "zod";
import {
  type DirectoryPage,
  type Listing,
  type ListingInput,
  directoryReply,
  listing,
} from "../schema/directory.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

export interface DirectorySearch {
  /** Words of name or specialty. */
  readonly q?: string;
  readonly organization?: Hex;
  readonly limit?: number;
  readonly cursor?: Hex;
}

/** Doctors of the session's chain who want to be found. */
export interface DirectoryMethods {
  search(search?: DirectorySearch): Promise<DirectoryPage>;
  mine(): Promise<Listing>;
  list(input: ListingInput): Promise<Listing>;
  unlist(): Promise<void>;
}

export function directoryMethods(transport: Transport): DirectoryMethods {
  const path = "/v1/directory/me";
  return {
    search: (search = {}) =>
      transport.json({ method: "GET", path: `/v1/directory${query({ ...search })}` }, directoryReply),
    mine: () => transport.json({ method: "GET", path }, listing),
    list: (json) => transport.json({ method: "PUT", path, json }, listing),
    unlist: () => transport.json({ method: "DELETE", path }, z.undefined()),
  };
}
