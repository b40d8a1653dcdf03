import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { me } from "../../api/calls";
import { cache, useMe } from "../../api/queries";
import { LanguageSwitch } from "../../ui/language-switch";
import { Mark } from "../../ui/mark";
import { sayProblem } from "../../ui/problem";
import "../start/start.css";

interface SignInForm {
  email: string;
  password: string;
}

/** Where members sign in. */
export function SignInPage() {
  const { t } = useTranslation("start");
  const company = useMe()?.company;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const finish = async (values: SignInForm) => {
    setBusy(true);
    setError(null);
    try {
      await me.signIn({ ...values, email: values.email.trim() });
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
      await cache.invalidateQueries({ queryKey: ["me"] });
    } catch (problem) {
      setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="start">
      <header className="start-head">
        <Mark />
        <span className="kh-grow" />
        <LanguageSwitch />
      </header>
      <main className="start-main">
        <section className="start-card">
          <h1>{company?.name || t("signin.title")}</h1>
          <p className="start-lead">{t("signin.lead")}</p>
          <Form layout="vertical" requiredMark={false} onFinish={(values: SignInForm) => void finish(values)}>
            <Form.Item
              name="email"
              label={t("owner.email")}
              rules={[{ required: true, message: t("signin.email_missing") }]}
            >
              <Input size="large" autoFocus autoComplete="username" inputMode="email" />
            </Form.Item>
            <Form.Item
              name="password"
              label={t("owner.password")}
              rules={[{ required: true, message: t("signin.password_missing") }]}
            >
              <Input.Password size="large" autoComplete="current-password" />
            </Form.Item>
            {error && <Alert className="start-alert" type="error" showIcon title={error} />}
            <Button type="primary" size="large" block htmlType="submit" loading={busy}>
              {t("signin.do")}
            </Button>
          </Form>
          <p className="start-lead">{t("signin.forgot")}</p>
        </section>
      </main>
    </div>
  );
}
