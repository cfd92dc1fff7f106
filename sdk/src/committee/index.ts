export * from "./bounds/index.ts";
