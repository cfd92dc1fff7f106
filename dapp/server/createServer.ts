import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import helmet from "@fastify/helmet";
import serveStatic from "@fastify/static";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { parseNetwork } from "@medlattice/sdk/network";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import type { DappConfig } from "./config.ts";
import { contentPolicy } from "./contentPolicy.ts";
import { readDemoPeople } from "./demoPeople.ts";
import { INSTRUMENTS_FORMAT } from "./instruments.ts";
import { inlineScriptHashes } from "./inlineScripts.ts";
import { requireHost } from "./requireHost.ts";

const YEAR_SECONDS = 31_536_000;
/** Next names these files by their content. */
const HASHED = `${sep}_next${sep}static${sep}`;
const MAX_HEADER_BYTES = 16_384;
const TIMEOUT_MS = 30_000;

/**
 * Hands out the exported pages, the network description, which instruments there are and, for trying out, the sample people. Nothing is taken: every route is a GET.
 * @throws InvalidInputError `DAPP_NOT_BUILT` | `NETWORK_INVALID`
 */
export async function createServer(config: DappConfig): Promise<FastifyInstance> {
  const { root, demoPeople, instruments } = config;
  const document = await readFile(config.network, "utf8");
  const network = parseNetwork(JSON.parse(document));
  const policies = await pagePolicies(root, (hashes) => contentPolicy(network, instruments, hashes));
  const policy = contentPolicy(network, instruments);
  const app = Fastify({
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: TIMEOUT_MS },
    requestTimeout: TIMEOUT_MS,
    bodyLimit: 1_024,
    forceCloseConnections: true,
  });
  requireHost(app, config);
  await app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    // Plain HTTP on this machine; in front of others a proxy with TLS sets it.
    strictTransportSecurity: false,
  });
  app.addHook("onRequest", async (_, reply) => {
    reply.header("content-security-policy", policy).header("cache-control", "no-cache");
  });
  await app.register(serveStatic, {
    root,
    preCompressed: true,
    redirect: true,
    dotfiles: "deny",
    cacheControl: false,
    setHeaders(reply, path) {
      const page = policies.get(relative(root, path).replace(/\.(br|gz)$/, ""));
      if (page !== undefined) reply.header("content-security-policy", page);
      if (path.includes(HASHED)) {
        reply.header("cache-control", `public, max-age=${YEAR_SECONDS}, immutable`);
      }
    },
  });
  app.get("/network.json", async (_, reply) => await sendJson(reply, document));
  /** Of use to these pages alone; browsers say where a request comes from. */
  const forOwnPages = (path: string, documentOf: () => Promise<unknown>): void => {
    app.get(path, async (request, reply) => {
      const from = request.headers["sec-fetch-site"];
      if (from !== undefined && from !== "same-origin") return await notFound(reply, root, policies);
      const content = JSON.stringify(await documentOf());
      return await sendJson(reply.header("cache-control", "no-store"), content);
    });
  };
  forOwnPages("/instruments.json", async () => ({ format: INSTRUMENTS_FORMAT, instruments }));
  if (demoPeople !== null) {
    forOwnPages("/demo-wallet.json", async () => ({
      format: "medlattice/demo-wallet/v1",
      people: await readDemoPeople(demoPeople, network),
    }));
  }
  app.setNotFoundHandler(async (_, reply) => await notFound(reply, root, policies));
  app.setErrorHandler(async (error: { readonly statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 404) return await notFound(reply, root, policies);
    return await reply
      .code(status)
      .type("text/plain; charset=utf-8")
      .send(status < 500 ? "Bad request" : "Failed");
  });
  return app;
}

/** The policy of every page, by its path below the root. */
async function pagePolicies(
  root: string,
  policyOf: (hashes: readonly string[]) => string,
): Promise<ReadonlyMap<string, string>> {
  const pages = globSync("**/*.html", { cwd: root });
  if (!pages.includes("index.html")) {
    throw new InvalidInputError("DAPP_NOT_BUILT", "There are no pages to hand out.", {
      hints: ["Build them: npm run build"],
    });
  }
  return new Map(
    await Promise.all(
      pages.map(async (page): Promise<[string, string]> => {
        return [page, policyOf(inlineScriptHashes(await readFile(join(root, page), "utf8")))];
      }),
    ),
  );
}

async function sendJson(reply: FastifyReply, text: string): Promise<FastifyReply> {
  return await reply.type("application/json; charset=utf-8").send(text);
}

async function notFound(
  reply: FastifyReply,
  root: string,
  policies: ReadonlyMap<string, string>,
): Promise<FastifyReply> {
  const policy = policies.get("404.html");
  if (policy !== undefined) reply.header("content-security-policy", policy);
  const page = await readFile(join(root, "404.html"), "utf8").catch(() => "Not found");
  return await reply.code(404).type("text/html; charset=utf-8").send(page);
}
