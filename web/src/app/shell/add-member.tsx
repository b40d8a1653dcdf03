import { Alert, Button, Form, Input, Modal, Radio, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { members } from "../../api/calls";
import { cache } from "../../api/queries";
import type { Role } from "../../api/types";
import { sayProblem } from "../../ui/problem";

interface MemberForm {
  name: string;
  email: string;
  role: Role;
}

/** Adds a colleague, then shows the first password once. */
export function AddMember({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const [form] = Form.useForm<MemberForm>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [made, setMade] = useState<{ email: string; password: string } | null>(null);

  const add = async (values: MemberForm) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await members.add({ ...values, email: values.email.trim(), name: values.name.trim() });
      setMade({ email: answer.member.email, password: answer.password });
      await cache.invalidateQueries({ queryKey: ["members"] });
    } catch (problem) {
      setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };

  if (made) {
    return (
      <Modal
        open
        title={t("made.title")}
        width={420}
        footer={
          <Button type="primary" onClick={onClose}>
            {t("made.close")}
          </Button>
        }
        onCancel={onClose}
      >
        <p className="kh-muted">{t("made.text")}</p>
        <dl className="members-made">
          <dt>{t("email")}</dt>
          <dd>
            <Typography.Text copyable>{made.email}</Typography.Text>
          </dd>
          <dt>{t("made.password")}</dt>
          <dd>
            <Typography.Text code copyable>
              {made.password}
            </Typography.Text>
          </dd>
        </dl>
      </Modal>
    );
  }

  return (
    <Modal
      open
      title={t("add")}
      width={420}
      okText={t("add_do")}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: "member" }}
        onFinish={(values) => void add(values)}
      >
        <Form.Item
          name="name"
          label={t("name")}
          rules={[{ required: true, whitespace: true, message: t("name_missing") }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="email"
          label={t("email")}
          rules={[{ required: true, type: "email", message: t("email_wrong") }]}
        >
          <Input autoComplete="off" inputMode="email" />
        </Form.Item>
        <Form.Item name="role" label={t("role")}>
          <Radio.Group
            className="members-roles"
            options={(["member", "reader", "owner"] as const).map((role) => ({
              value: role,
              label: (
                <span>
                  {t(`roles.${role}.name`)} <small className="kh-faint">{t(`roles.${role}.hint`)}</small>
                </span>
              ),
            }))}
          />
        </Form.Item>
      </Form>
      {error && <Alert type="error" showIcon title={error} />}
    </Modal>
  );
}
