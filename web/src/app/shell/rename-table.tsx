import { Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface RenameTableProps {
  name: string;
  onClose: () => void;
  onDone: (name: string) => Promise<boolean>;
}

/** Asks for another name of a table. */
export function RenameTable({ name, onClose, onDone }: RenameTableProps) {
  const { t } = useTranslation("shell");
  const [text, setText] = useState(name);
  const done = async () => {
    if (text.trim() && (await onDone(text.trim()))) onClose();
  };
  return (
    <Modal
      open
      title={t("rename_table")}
      width={400}
      okText={t("save")}
      okButtonProps={{ disabled: !text.trim() }}
      onOk={() => void done()}
      onCancel={onClose}
    >
      <Input
        autoFocus
        maxLength={60}
        value={text}
        aria-label={t("rename_table")}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => void done()}
      />
    </Modal>
  );
}
