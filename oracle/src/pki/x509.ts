// tsyringe, inside @peculiar/x509, refuses to load without this.
import "reflect-metadata";

export * as x509 from "@peculiar/x509";
