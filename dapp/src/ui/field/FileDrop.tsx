import { type DragEvent, useState } from "react";
import { Icon } from "../icons/Icon.tsx";
import styles from "./field.module.css";

export interface FileDropProps {
  readonly title: string;
  readonly hint?: string;
  /** As the `accept` attribute. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

/** A file by dropping or by choosing; the native input lies over the whole area, so keyboards and screen readers find it. */
export function FileDrop({ title, hint, accept, onFile }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <label className={styles["drop"]} data-over={isOver}>
      <Icon name="upload" size={28} />
      <span className={styles["dropTitle"]}>{title}</span>
      {hint === undefined ? null : <span className={styles["hint"]}>{hint}</span>}
      <input
        className={styles["dropInput"]}
        type="file"
        accept={accept}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        onChange={(event) => {
          take(event.target.files);
          // So that the same file can be chosen once more after it was mended.
          event.target.value = "";
        }}
      />
    </label>
  );
}
