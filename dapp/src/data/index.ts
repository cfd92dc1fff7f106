export { DataProvider, useEngine } from "./DataProvider.tsx";
export { type Ended, type SessionState, type SignedIn, useSession } from "./session/SessionProvider.tsx";
export { LOCK_MINUTES, type LockMinutes } from "./session/lockMinutes.ts";
export { REFRESH_MS } from "./refresh.ts";
export type { RemoteEngine } from "./startEngine.ts";
export { asId, useFragment } from "./useFragment.ts";
export { useNetwork } from "./useNetwork.ts";
