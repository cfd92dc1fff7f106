import { assemble } from "../wasm/assemble.ts";
import { compressFunction } from "./compress.ts";
import { type Compress, HashBatch, HEAP_BYTES } from "./HashBatch.ts";

const PAGE_BYTES = 65_536;

let loading: Promise<HashBatch> | undefined;

/** Made at first use, then kept; a failure may be tried again. */
export function loadHashBatch(): Promise<HashBatch> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(): Promise<HashBatch> {
  const bytes = assemble({ compress: compressFunction() }, Math.ceil(HEAP_BYTES / PAGE_BYTES));
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  const { memory, compress } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || !isCompress(compress))
    throw new Error("the module for hashing lacks what it was written with");
  return new HashBatch(memory, compress);
}

const isCompress = (value: WebAssembly.ExportValue | undefined): value is Compress =>
  typeof value === "function";
