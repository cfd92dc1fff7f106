/** The part of the extensions' API that the test wallet uses. */
declare namespace chrome {
  const runtime: {
    sendMessage(message: unknown): Promise<unknown>;
    readonly onMessage: {
      addListener(
        listener: (
          message: unknown,
          sender: unknown,
          reply: (answer: unknown) => void,
        ) => boolean | undefined,
      ): void;
    };
    getURL(path: string): string;
  };
  const windows: {
    create(options: { url: string; type: "popup"; width: number; height: number }): Promise<unknown>;
  };
}
declare const RECOVERY_PHRASE: string;
declare const ACCOUNTS: number;
