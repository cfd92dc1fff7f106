import type { RecordParts } from "../envelope/index.ts";
import { openContent } from "../record/index.ts";
import type { CheckedAnswer } from "./check-answer.ts";
import { failureOf, NoCopyError, type ProxyFailure } from "./collect.ts";
import type { ReadOptions, ReadResult } from "./read-types.ts";

/**
 * Fetches the sealed file from one provider after the other until one hands out what was committed to.
 * @throws NoCopyError READ_NO_COPY with the reason of each provider
 */
export async function fetchContent(
  options: ReadOptions,
  group: readonly CheckedAnswer[],
  parts: RecordParts,
): Promise<Pick<ReadResult, "content" | "fileKey" | "failures">> {
  const { transport, accessId, limitBytes } = options;
  const failures: ProxyFailure[] = [];
  const tried = new Set<string>();
  for (const { answer, verified } of group) {
    for (const provider of answer.address.providers) {
      const place = `${answer.address.cid} ${provider}`;
      if (tried.has(place)) continue;
      tried.add(place);
      try {
        const sealed = await transport.fetchSealed(provider, answer.address, accessId);
        let fileKey = new Uint8Array(0);
        const content = await openContent({
          sealed,
          onFileKey: (key) => {
            fileKey = Uint8Array.from(key);
          },
          record: verified.record,
          parts,
          manifest: verified.manifest.value,
          ...(limitBytes === undefined ? {} : { limitBytes }),
        });
        return { content, fileKey, failures };
      } catch (error) {
        failures.push(failureOf(provider, error, "PROVIDER_UNREACHABLE"));
      }
    }
  }
  throw new NoCopyError(failures);
}
