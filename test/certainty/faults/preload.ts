// Preloaded into processes of a test's network (NODE_OPTIONS): gives the one that a file names a clock that is off, or a tongue that
// lies. The programs themselves are the real ones and know nothing of it.
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { corrupt, type Lie } from "./lies.ts";

interface Fault {
  readonly clockSeconds?: number;
  readonly lie?: Lie;
}

const folder = process.env["MEDLATTICE_FAULTS"];
const name = process.env["MEDLATTICE_FAULT_OF"] ?? basename(process.argv[2] ?? "", ".json");

const { clockSeconds } = readFault();
if (clockSeconds !== undefined) shiftClock(clockSeconds * 1000);
if (name.startsWith("oracle-")) lieInAnswers();

function readFault(): Fault {
  const file = folder === undefined || name === "" ? "" : join(folder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Fault) : {};
}

/** Everything that asks `Date` for the time; certificates of TLS are judged by the system's own clock. */
function shiftClock(ms: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [target.now() + ms] : args, newTarget) as Date,
    get: (target, key) => (key === "now" ? () => target.now() + ms : (Reflect.get(target, key) as unknown)),
  });
}

/** Replaces what a proxy answers to readers, while the file says so. */
function lieInAnswers(): void {
  const { createServer } = http;
  http.createServer = ((options: http.ServerOptions, handler: http.RequestListener) =>
    createServer(options, (request, response) => {
      const { lie } = readFault();
      if (lie !== undefined && request.url?.startsWith("/v1/proxy/accesses/") === true)
        replaceBody(response, lie);
      handler(request, response);
    })) as typeof http.createServer;
  syncBuiltinESMExports();
}

function replaceBody(response: http.ServerResponse, lie: Lie): void {
  const end = response.end.bind(response);
  const writeHead = response.writeHead.bind(response);
  let head: { readonly status: number; readonly headers: http.OutgoingHttpHeaders } = {
    status: 200,
    headers: {},
  };
  response.writeHead = ((status: number, headers: http.OutgoingHttpHeaders) => {
    head = { status, headers };
    return response;
  }) as typeof response.writeHead;
  response.end = ((body: string | Buffer) => {
    const told = head.status === 200 ? corrupt(lie, Buffer.from(body)) : Buffer.from(body);
    writeHead(head.status, { ...head.headers, "content-length": told.length });
    return end(told);
  }) as typeof response.end;
}
