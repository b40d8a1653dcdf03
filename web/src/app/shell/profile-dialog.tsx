import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { me as calls } from "../../api/calls";
import { cache, useMe } from "../../api/queries";
import { sayProblem } from "../../ui/problem";

/** One's own name, and for owners the company's. */
export function ProfileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const me = useMe();
  const owner = me?.member?.role === "owner";
  const [name, setName] = useState(me?.member?.name ?? "");
  const [company, setCompany] = useState(me?.company?.name ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const complete = name.trim() && (!owner || company.trim());

  const save = async () => {
    if (!complete) return;
    setBusy(true);
    setError(null);
    try {
      if (name.trim() !== me?.member?.name) await calls.change({ name: name.trim() });
      if (owner && company.trim() !== me?.company?.name) await calls.company({ name: company.trim() });
      await cache.invalidateQueries({ queryKey: ["me"] });
      onClose();
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={t("profile.title")}
      width={420}
      okText={t("profile.save")}
      okButtonProps={{ loading: busy, disabled: !complete }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("profile.name")} htmlFor="profile-name">
          <Input
            id="profile-name"
            autoFocus
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void save()}
          />
        </Form.Item>
        {owner && (
          <Form.Item label={t("profile.company")} htmlFor="profile-company">
            <Input
              id="profile-company"
              maxLength={100}
              value={company}
              onChange={(event) => setCompany(event.target.value)}
              onPressEnter={() => void save()}
            />
          </Form.Item>
        )}
      </Form>
      {error && <Alert type="error" showIcon title={error} />}
    </Modal>
  );
}
