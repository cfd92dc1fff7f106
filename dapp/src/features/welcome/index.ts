export { SignedInOnly } from "./SignedInOnly.tsx";
