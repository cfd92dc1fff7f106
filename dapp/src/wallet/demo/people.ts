import { z } from "zod";

const schema = z.object({
  format: z.literal("medlattice/demo-wallet/v1"),
  people: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      role: z.enum(["Patient", "Doctor", "Manager", "Staff"]),
      organizationName: z.string(),
      /** BIP-39; of fictitious people on this machine. */
      phrase: z.string(),
      /** BIP-44 m/44'/60'/0'/0/index: the one that wraps the keys, and one for each chain. */
      addressIndices: z.array(z.int().min(0)).min(1),
    }),
  ),
});

export type DemoPerson = z.infer<typeof schema>["people"][number];

/** The sample people, where the server has any to give; only a network for trying out does. */
export async function fetchDemoPeople(): Promise<readonly DemoPerson[]> {
  const response = await fetch("/demo-wallet.json", { cache: "no-cache" });
  if (!response.ok) return [];
  const parsed = schema.safeParse(await response.json());
  return parsed.success ? parsed.data.people : [];
}
