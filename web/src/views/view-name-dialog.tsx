import { Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { View } from "../api/types";
import { AudienceIcon } from "./audience-icon";

interface ViewNameDialogProps {
  view?: View;
  mayShare: boolean;
  onCancel: () => void;
  onDone: (name: string, audience: View["audience"]) => Promise<void>;
}

/** Names a view and says who sees it. */
export function ViewNameDialog({ view, mayShare, onCancel, onDone }: ViewNameDialogProps) {
  const { t } = useTranslation("table");
  const [name, setName] = useState(view?.name ?? "");
  const [audience, setAudience] = useState<View["audience"]>(view?.audience ?? "mine");
  const [busy, setBusy] = useState(false);
  const done = async () => {
    if (!name.trim()) return;
    setBusy(true);
    await onDone(name.trim(), audience);
    setBusy(false);
  };
  return (
    <Modal
      open
      width={420}
      title={view ? t("view.rename_title") : t("view.new_title")}
      okText={t("view.ok")}
      okButtonProps={{ disabled: !name.trim(), loading: busy }}
      onOk={() => void done()}
      onCancel={onCancel}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("view.name")} htmlFor="view-name">
          <Input
            id="view-name"
            autoFocus
            maxLength={60}
            value={name}
            placeholder={t("view.name_example")}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void done()}
          />
        </Form.Item>
        <Form.Item label={t("view.audience")}>
          <Radio.Group
            value={audience}
            onChange={(event) => setAudience(event.target.value as View["audience"])}
            options={(["mine", "company"] as const).map((key) => ({
              value: key,
              disabled: key === "company" && !mayShare,
              label: (
                <span>
                  <AudienceIcon audience={key} /> {t(`view.audiences.${key}`)}
                </span>
              ),
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
