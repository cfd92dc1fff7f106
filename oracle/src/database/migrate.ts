import type { DatabaseSync } from "node:sqlite";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { integer } from "./columns.ts";
import { transaction } from "./transaction.ts";

/**
 * Runs the migrations that have not run yet, each with its number in one transaction.
 * @throws InvalidInputError DATABASE_TOO_NEW when a newer release wrote the file
 */
export function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  const version = integer(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) {
    throw new InvalidInputError("DATABASE_TOO_NEW", "The data folder was written by a newer release.", {
      facts: { version, known: migrations.length },
      hints: ["Start the newer release, or choose another data folder."],
    });
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    transaction(database, () => database.exec(`${sql}; PRAGMA user_version = ${index + 1}`));
  }
}
