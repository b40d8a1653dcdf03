import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { me } from "../../api/calls";
import { GoalIcon } from "../../ui/goal-icon";
import { sayProblem } from "../../ui/problem";

/** What people come here for; the server stores the key. */
export const GOALS = ["follow_up", "purchase_history", "satisfaction", "sales_growth"] as const;

/** Step two: the company's name and what matters most to it. */
export function CompanyStep({ onDone }: { onDone: (goal: string) => void }) {
  const { t } = useTranslation("start");
  const [goal, setGoal] = useState<string>(GOALS[0]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const finish = async ({ name }: { name: string }) => {
    setBusy(true);
    setError(null);
    try {
      await me.company({ name: name.trim(), goal });
      onDone(goal);
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };

  return (
    <section className="start-card">
      <h1>{t("company.title")}</h1>
      <p className="start-lead">{t("company.lead")}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(values) => void finish(values)}>
        <Form.Item
          name="name"
          label={t("company.name")}
          rules={[{ required: true, whitespace: true, message: t("company.name_missing") }]}
        >
          <Input size="large" autoFocus placeholder={t("company.name_example")} autoComplete="organization" />
        </Form.Item>
        <div className="start-label" id="goal-label">
          {t("company.goal")}
        </div>
        <div className="start-goals" role="radiogroup" aria-labelledby="goal-label">
          {GOALS.map((key) => (
            <label key={key} className={`start-goal${goal === key ? " is-chosen" : ""}`}>
              <input
                type="radio"
                name="goal"
                value={key}
                checked={goal === key}
                onChange={() => setGoal(key)}
              />
              <GoalIcon goal={key} />
              <span>
                <b>{t(`goals.${key}.name`)}</b>
                <small>{t(`goals.${key}.hint`)}</small>
              </span>
            </label>
          ))}
        </div>
        {error && <Alert className="start-alert" type="error" showIcon title={error} />}
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>
          {t("next")}
        </Button>
      </Form>
    </section>
  );
}
