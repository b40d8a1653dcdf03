import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { me } from "../../api/calls";
import { useFeedback } from "../../ui/feedback";
import { PasswordHint } from "../../ui/password-hint";
import { sayProblem } from "../../ui/problem";

interface PasswordForm {
  current_password: string;
  new_password: string;
}

/** Changes one's own password. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const { message } = useFeedback();
  const [form] = Form.useForm<PasswordForm>();
  const password = Form.useWatch("new_password", form) ?? "";
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const save = async (values: PasswordForm) => {
    setBusy(true);
    setError(null);
    try {
      await me.changePassword(values);
      message.success(t("password.done"));
      onClose();
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={t("password.title")}
      width={420}
      okText={t("password.do")}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void save(values)}>
        <Form.Item
          name="current_password"
          label={t("password.current")}
          rules={[{ required: true, message: t("password.current_missing") }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new_password"
          label={t("password.new")}
          rules={[{ required: true, min: 8, message: t("password.short") }]}
          extra={<PasswordHint password={password} />}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      {error && <Alert type="error" showIcon title={error} />}
    </Modal>
  );
}
