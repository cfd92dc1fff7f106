import { readFile } from "node:fs/promises";
import type { Circuit } from "../circuit.ts";
import { loadCircuitFile } from "../loadCircuitFile.ts";

const FOLDER = new URL("../../../../circuits/compiled/", import.meta.url);

/** Reads a shipped file. */
export async function readShipped(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(name, FOLDER)));
}

/** The program that computes a circuit's witness. */
export async function programOf(circuit: Circuit): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await loadCircuitFile(circuit.wasm, readShipped));
}
