import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** Inserts one row, given by column; says what SQLite says. */
export type InsertRow<Column extends string> = (row: Readonly<Record<Column, SQLInputValue>>) => {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
};

/** Prepares an insert whose values are named like their columns, so that none can stand in another's place. */
export function insertInto<Column extends string>(
  database: DatabaseSync,
  table: string,
  columns: readonly Column[],
  onConflict: "ABORT" | "IGNORE" | "REPLACE" = "ABORT",
): InsertRow<Column> {
  const statement = database.prepare(
    `INSERT OR ${onConflict} INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((column) => `:${column}`).join(", ")})`,
  );
  return (row) => statement.run(row);
}
