import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { me } from "../../api/calls";
import { PasswordHint } from "../../ui/password-hint";
import { sayProblem } from "../../ui/problem";

interface OwnerForm {
  name: string;
  email: string;
  password: string;
}

/** Step one: the first account, which owns this installation. */
export function OwnerStep({ onDone }: { onDone: () => Promise<unknown> }) {
  const { t } = useTranslation("start");
  const [form] = Form.useForm<OwnerForm>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const password = Form.useWatch("password", form) ?? "";

  const finish = async (values: OwnerForm) => {
    setBusy(true);
    setError(null);
    try {
      await me.signUp({ ...values, email: values.email.trim(), name: values.name.trim() });
      await onDone();
    } catch (problem) {
      setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="start-card">
      <h1>{t("owner.title")}</h1>
      <p className="start-lead">{t("owner.lead")}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void finish(values)}>
        <Form.Item
          name="name"
          label={t("owner.name")}
          rules={[{ required: true, whitespace: true, message: t("owner.name_missing") }]}
        >
          <Input size="large" autoFocus autoComplete="name" placeholder={t("owner.name_example")} />
        </Form.Item>
        <Form.Item
          name="email"
          label={t("owner.email")}
          rules={[{ required: true, type: "email", message: t("owner.email_wrong") }]}
        >
          <Input size="large" autoComplete="username" inputMode="email" placeholder="wangfang@example.com" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("owner.password")}
          rules={[{ required: true, min: 8, message: t("owner.password_short") }]}
          extra={<PasswordHint password={password} />}
        >
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
        {error && <Alert className="start-alert" type="error" showIcon title={error} />}
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>
          {t("next")}
        </Button>
      </Form>
    </section>
  );
}
