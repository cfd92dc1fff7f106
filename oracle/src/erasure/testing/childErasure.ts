// Erases a version and kills itself, as a power cut would, before the step whose number is given: `childErasure.ts FOLDER STEP CID DIGEST`.
import { MIGRATIONS } from "../../database/migrations.ts";
import { openDatabase } from "../../database/openDatabase.ts";
import { createStore } from "../../store/createStore.ts";
import { type EraseOptions, eraseVersion } from "../eraseVersion.ts";
import { eraseOptions, KEY } from "./erasing.ts";

const [folder = "", step = "", cid = "", digest = ""] = process.argv.slice(2);
const database = openDatabase({ folder, file: "oracle.sqlite", migrations: MIGRATIONS, synchronous: "FULL" });
const store = await createStore({
  database,
  folder,
  maxObjectBytes: 1 << 20,
  minFreeDiskBytes: 0,
  orphanSeconds: 3_600,
  nowSeconds: () => 1_000,
});
let steps = 0;

/** The same, but the process dies before the call whose turn it is. */
function dying<T extends object>(target: T, methods: readonly string[]): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== "function" || !methods.includes(String(name))) return value;
      return (...args: unknown[]): unknown => {
        if (steps++ === Number(step)) process.kill(process.pid, "SIGKILL");
        return Reflect.apply(value, of, args);
      };
    },
  });
}

const whole = eraseOptions(database, store);
const options: EraseOptions = {
  ...whole,
  tombstones: dying(whole.tombstones, ["begin", "finish"]),
  scalars: dying(whole.scalars, ["destroy"]),
  answers: dying(whole.answers, ["forget"]),
  manifests: dying(whole.manifests, ["erase"]),
  uploads: dying(whole.uploads, ["forget"]),
  store: dying(whole.store, ["remove"]),
};
await eraseVersion(options, { ...KEY, cid, digest: `0x${digest}`, endsRecord: false });
process.stdout.write(`${steps}\n`);
