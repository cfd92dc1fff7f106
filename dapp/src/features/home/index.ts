"use client";
export { HomePage } from "./HomePage.tsx";
