import { useMutation } from "@tanstack/react-query";
import { useEngine } from "../../../data/index.ts";
import type { MeasurementsEntry } from "../../../engine/measuring.ts";
import type { CheckedFile } from "../useWriting.ts";
import { optionsAt } from "./entry.ts";

/** Makes a file of what was entered, and looks at it as at any other. */
export function useBundle(appointmentId: `0x${string}`) {
  const engine = useEngine();
  return useMutation({
    mutationFn: async (entered: MeasurementsEntry["entered"]): Promise<CheckedFile> => {
      const { utcOffsetMinutes } = optionsAt(new Date());
      const bytes = await engine.measuring.bundle({ appointmentId, entered, utcOffsetMinutes });
      const file = new File([new Uint8Array(bytes)], "measurements.json", { type: "application/fhir+json" });
      return { file, check: await engine.writing.check(file, null) };
    },
  });
}
