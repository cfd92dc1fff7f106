export { createWalletConfig } from "./createWalletConfig.ts";
export { DemoWalletDialog } from "./demo/DemoWalletDialog.tsx";
export { KeyChoiceDialog } from "./KeyChoiceDialog.tsx";
export { createDesk } from "./signing/createDesk.ts";
export { createPrompts, type Prompts, type WalletPrompt } from "./signing/prompts.ts";
export { createQuestions } from "./signing/questions.ts";
export {
  connectedProvider,
  type FoundWallet,
  useWallet,
  type Wallet,
  WalletProvider,
} from "./WalletProvider.tsx";
export { WalletPanel } from "./WalletPanel.tsx";
