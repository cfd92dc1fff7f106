export { listenTransport } from "./listenTransport.ts";
export { openPty, type Pty } from "./openPty.ts";
export { serialTransport } from "./serialTransport.ts";
export { type Served, servePty, serveTcp } from "./serveTransport.ts";
export { tcpTransport } from "./tcpTransport.ts";
export { udpTransport } from "./udpTransport.ts";
