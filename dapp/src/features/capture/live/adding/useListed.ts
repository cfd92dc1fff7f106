import { useQuery } from "@tanstack/react-query";
import { z } from "zod";

/** As the server gives it (docs/devices.md). */
const listSchema = z.object({
  format: z.literal("medlattice/instruments/v1"),
  instruments: z
    .array(
      z.object({
        id: z.string(),
        driver: z.string(),
        label: z.string(),
        url: z.string(),
        isSimulated: z.boolean(),
      }),
    )
    .max(100),
});
export type ListedInstrument = z.infer<typeof listSchema>["instruments"][number];

const NONE: readonly ListedInstrument[] = [];

/** Instruments of this network; none where the server knows none. */
export function useListed() {
  return useQuery({
    queryKey: ["instruments"],
    queryFn: async (): Promise<readonly ListedInstrument[]> => {
      const response = await fetch("/instruments.json");
      if (!response.ok) return NONE;
      const parsed = listSchema.safeParse(await response.json());
      return parsed.success ? parsed.data.instruments : NONE;
    },
    staleTime: 60_000,
  });
}
