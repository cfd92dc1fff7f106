export { openPty, type Pty } from "./openPty.ts";
export { type Served, servePty, serveTcp } from "./serveTransport.ts";
export { tcpTransport } from "./tcpTransport.ts";
