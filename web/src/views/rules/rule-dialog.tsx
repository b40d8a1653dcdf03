import { Alert, Button, Form, Input, Modal, Radio, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { rules } from "../../api/calls";
import { Problem } from "../../api/problem";
import { cache, useMeta } from "../../api/queries";
import type { Existing, Field, Rule, RuleKind, RuleTrial, RuleWish, Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { sayProblem } from "../../ui/problem";
import { FieldOption } from "../field-option";
import { asGroup, startCondition } from "../filters";
import { BrokenReport } from "./broken-report";
import { RuleSettings } from "./rule-settings";
import { finishedWish, isWhole, readable, startWish, wishOf } from "./wishes";
import "./rules.css";

const FilterGroup = lazy(() => import("../filter-group").then((file) => ({ default: file.FilterGroup })));

interface RuleDialogProps {
  table: Table;
  /** The rule to change, or the kinds to choose from and the field that a new one is about. */
  rule?: Rule;
  kinds: RuleKind[];
  about?: Field;
  onClose: () => void;
}

/** Makes a rule or changes one; records that break it already are shown before it is kept. */
export function RuleDialog({ table, rule, kinds, about, onClose }: RuleDialogProps) {
  const { t } = useTranslation("rules");
  const { message } = useFeedback();
  const meta = useMeta();
  const all = readable(table.fields);
  const [wish, setWish] = useState<RuleWish | undefined>(
    rule ? wishOf(rule) : kinds[0] && startWish(kinds[0], about ? [about.key] : []),
  );
  const [trial, setTrial] = useState<RuleTrial | null>(null);
  const [existing, setExisting] = useState<Existing>("ask");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const kind = meta?.rules.find((one) => one.key === wish?.kind);
  if (!wish || !kind) return null;

  const put = (part: Partial<RuleWish>) => {
    setWish({ ...wish, ...part });
    setTrial(null);
    setExisting("ask");
    setError(null);
  };
  const ready = isWhole(wish, kind) && !(trial && trial.broken > 0 && existing === "ask");
  const ask = async (work: (finished: RuleWish) => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work(finishedWish(wish, all, meta));
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "rule.broken") {
        const { total, broken, records, groups } = problem.body as unknown as RuleTrial;
        setTrial({ total, broken, records, groups });
      } else setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };
  const look = () => ask(async (finished) => setTrial(await rules.attempt(table.key, finished)));
  const save = () =>
    ask(async (finished) => {
      if (rule) await rules.change(table.key, rule.id, { ...finished, existing });
      else await rules.make(table.key, { ...finished, existing });
      await cache.invalidateQueries({ queryKey: ["tables"] });
      message.success(t("saved"));
      onClose();
    });

  return (
    <Modal
      open
      width={620}
      title={t(rule ? "edit_title" : "add_title")}
      okText={t("save")}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div" className="rule-form">
        <Form.Item label={t("kind")} extra={kind.note}>
          <Select
            className="wide"
            aria-label={t("kind")}
            disabled={rule !== undefined}
            value={wish.kind}
            options={(rule ? [kind] : kinds).map((one) => ({ value: one.key, label: one.name }))}
            onChange={(key) => {
              const next = kinds.find((one) => one.key === key);
              if (next) put(startWish(next, about ? [about.key] : []));
            }}
          />
        </Form.Item>
        {!about && <RuleFields kind={kind} fields={all} wish={wish} onChange={(fields) => put({ fields })} />}
        <RuleSettings
          key={kind.key}
          kind={kind}
          table={table}
          fields={all}
          field={all.find((field) => field.key === wish.fields[0])}
          config={wish.config}
          onChange={(config) => put({ config })}
        />
        {kind.key !== "unique" && (
          <Form.Item label={t("when")}>
            <Radio.Group
              value={wish.applies !== null}
              options={[
                { value: false, label: t("always") },
                { value: true, label: t("only") },
              ]}
              onChange={(event) => {
                const first = all[0];
                put({
                  applies:
                    event.target.value && first
                      ? { join: "and", items: [startCondition(meta, first)] }
                      : null,
                });
              }}
            />
            {wish.applies && (
              <div className="rule-when">
                <Suspense>
                  <FilterGroup
                    group={asGroup(wish.applies)}
                    fields={all}
                    onChange={(group) => put({ applies: group.items.length > 0 ? group : null })}
                  />
                </Suspense>
              </div>
            )}
          </Form.Item>
        )}
        <Form.Item label={t("breach")}>
          <Radio.Group
            value={wish.warns}
            options={[
              { value: false, label: t("block") },
              { value: true, label: t("warn") },
            ]}
            onChange={(event) => put({ warns: Boolean(event.target.value) })}
          />
        </Form.Item>
        <Form.Item label={t("message")}>
          <Input
            aria-label={t("message")}
            maxLength={200}
            value={wish.message}
            placeholder={
              rule && !rule.message ? t("message_example", { text: rule.text }) : t("message_plain")
            }
            onChange={(event) => setWish({ ...wish, message: event.target.value })}
          />
        </Form.Item>
      </Form>
      {trial ? (
        <BrokenReport trial={trial} existing={existing} onChoose={wish.warns ? undefined : setExisting} />
      ) : (
        <Button size="small" disabled={!isWhole(wish, kind)} onClick={() => void look()}>
          {t("look")}
        </Button>
      )}
      {error && <Alert type="error" showIcon title={error} className="rule-error" />}
    </Modal>
  );
}

interface RuleFieldsProps {
  kind: RuleKind;
  fields: Field[];
  wish: RuleWish;
  onChange: (fields: string[]) => void;
}

function RuleFields({ kind, fields, wish, onChange }: RuleFieldsProps) {
  const { t } = useTranslation("rules");
  if (kind.most === 0) return null;
  const options = fields
    .filter((field) => kind.kinds.includes(field.kind))
    .map((field) => ({ value: field.key, name: field.name, label: <FieldOption field={field} /> }));
  const searchable = { optionFilterProp: "name" };
  if (kind.least === 2 && kind.most === 2) {
    const [first, second] = wish.fields;
    return (
      <div className="rule-pair">
        {(["first_field", "second_field"] as const).map((label, place) => (
          <Form.Item key={label} label={label === "first_field" ? t("first_field") : t("second_field")}>
            <Select
              className="wide"
              aria-label={label === "first_field" ? t("first_field") : t("second_field")}
              placeholder={t("choose")}
              showSearch={searchable}
              value={(place === 0 ? first : second) || undefined}
              options={options}
              onChange={(key) => onChange(place === 0 ? [key, second ?? ""] : [first ?? "", key])}
            />
          </Form.Item>
        ))}
      </div>
    );
  }
  return (
    <Form.Item label={t("fields")}>
      <Select
        className="wide"
        mode="multiple"
        maxCount={kind.most}
        aria-label={t("fields")}
        placeholder={t("choose_fields")}
        showSearch={searchable}
        value={wish.fields}
        options={options}
        onChange={onChange}
      />
    </Form.Item>
  );
}
