/** What runs in the page: the same measurement as in Node, with the browser's own RSA. */
import { measureRecord, type RecordTimes } from "./recordRows.ts";
import { webRsa } from "./rsaWeb.ts";

export async function run(rounds?: number): Promise<RecordTimes> {
  return await measureRecord(await webRsa(), rounds);
}
