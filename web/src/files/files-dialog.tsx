import { Modal } from "antd";
import { useState } from "react";
import type { FileEntry } from "../api/types";
import { FilesEditor } from "./files-editor";

interface FilesDialogProps {
  title: string;
  label: string;
  files: readonly FileEntry[];
  pictures: boolean;
  most?: number;
  readonly: boolean;
  /** Each change is kept at once. */
  onChange: (files: FileEntry[]) => void;
  onClose: () => void;
}

/** The files of one cell of the grid in a window of their own. */
export default function FilesDialog({ title, files, onChange, onClose, ...rest }: FilesDialogProps) {
  const [now, setNow] = useState<FileEntry[]>([...files]);
  return (
    <Modal open width={640} footer={null} title={title} onCancel={onClose}>
      <FilesEditor
        {...rest}
        large
        files={now}
        onChange={(next) => {
          setNow(next);
          onChange(next);
        }}
      />
    </Modal>
  );
}
