import { Modal } from "antd";
import { useState } from "react";
import type { Question } from "./feedback";

interface ConfirmDialogProps {
  question: Question;
  onClose: () => void;
}

/** Asks before something that people may regret. */
export default function ConfirmDialog({ question, onClose }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    await question.onOk();
    onClose();
  };
  return (
    <Modal
      open
      width={420}
      title={question.title}
      okText={question.ok}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={() => void go()}
      onCancel={onClose}
    >
      {question.text}
    </Modal>
  );
}
