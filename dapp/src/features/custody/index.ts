"use client";
export { BeginPage } from "./BeginPage.tsx";
export { CustodyPage } from "./CustodyPage.tsx";
