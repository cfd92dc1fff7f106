"use client";
export { SharePage } from "./SharePage.tsx";
