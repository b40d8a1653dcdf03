import { Alert, Checkbox, Form, Input, Modal } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { tables } from "../api/calls";
import { Problem } from "../api/problem";
import { cache, useMeta, useTables } from "../api/queries";
import type { Field, FieldConfig, FieldDefault, RetypePreview, Table } from "../api/types";
import { behaviour } from "../fields/parts/behaves.ts";
import { useFeedback } from "../ui/feedback";
import { jobId, waitForJob } from "../ui/job";
import { sayProblem } from "../ui/problem";
import { BackLink } from "./back-link";
import { finished, isComputed, isReady } from "./computed/rules";
import { FieldSettings } from "./field-settings";
import { RetypeReport } from "./retype-report";
import { finishedDefault } from "./rules/defaults";
import { startConfig } from "./settings";
import { TypeSelect } from "./type-select";

const DefaultSetting = lazy(() =>
  import("./rules/default-setting").then((file) => ({ default: file.DefaultSetting })),
);
const EmptyReport = lazy(() =>
  import("./rules/empty-report").then((file) => ({ default: file.EmptyReport })),
);
const FieldRules = lazy(() => import("./rules/field-rules").then((file) => ({ default: file.FieldRules })));

/** A field to be added (after another one) or changed. */
export type FieldTask = { kind: "add"; after?: string | null } | { kind: "edit"; field: Field };

/** What may be done with a field of a table in a window of its own. */
export type ColumnTask = FieldTask | { kind: "split"; field: Field };

interface FieldDialogProps {
  table: Table;
  task: FieldTask;
  onClose: () => void;
}

/** Adds a field or changes one; a new type is previewed before anything is lost. */
export function FieldDialog({ table, task, onClose }: FieldDialogProps) {
  const { t } = useTranslation("field");
  const { message } = useFeedback();
  const meta = useMeta();
  const shapes = useTables()?.tables ?? [];
  const field = task.kind === "edit" ? task.field : undefined;
  const [name, setName] = useState(field?.name ?? "");
  const [type, setType] = useState(field?.type ?? "text");
  const [config, setConfig] = useState<FieldConfig>(field?.config ?? {});
  const [configTouched, setConfigTouched] = useState(false);
  const [required, setRequired] = useState(field?.required ?? false);
  const [unique, setUnique] = useState(field?.unique ?? false);
  const [preset, setPreset] = useState<FieldDefault>(field?.default ?? null);
  const [preview, setPreview] = useState<RetypePreview | null>(null);
  const [back, setBack] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const typeMeta = meta?.types.find((one) => one.key === type);
  const retyped = field !== undefined && type !== field.type;
  const fixed = field?.system ?? false;
  const wasComputed = field !== undefined && isComputed(field);
  const incomplete = !name.trim() || !isReady(type, config);

  const chooseType = (next: string) => {
    const known = meta?.types.find((one) => one.key === next);
    setType(next);
    setConfig(field && next === field.type ? field.config : startConfig(known, config));
    setConfigTouched(false);
    setPreview(null);
    setError(null);
  };

  const add = () =>
    tables.addField(table.key, {
      name: name.trim(),
      type,
      config: finished(typeMeta?.settings ?? [], config, shapes, meta),
      required,
      unique,
      ...(task.kind === "add" && task.after ? { after: task.after } : {}),
      ...(back?.trim() ? { back: back.trim() } : {}),
    });

  const change = async (known: Field) => {
    if (retyped) {
      const answer = await tables.retype(table.key, known.key, { type, config });
      const id = jobId(answer?.job);
      if (id) await waitForJob(id);
    }
    const part = {
      ...(name.trim() !== known.name ? { name: name.trim() } : {}),
      ...(!retyped && configTouched
        ? { config: finished(typeMeta?.settings ?? [], config, shapes, meta) }
        : {}),
      ...(required !== known.required ? { required } : {}),
      ...(unique !== known.unique ? { unique } : {}),
      ...(JSON.stringify(finishedDefault(preset)) !== JSON.stringify(known.default ?? null) && !retyped
        ? { default: finishedDefault(preset) }
        : {}),
    };
    if (Object.keys(part).length > 0) await tables.changeField(table.key, known.key, part);
    const target = typeof config.target === "string" ? config.target : "";
    if (back?.trim() && target)
      await tables.addField(target, {
        name: back.trim(),
        type: "backlink",
        config: { table: table.key, link: known.key },
        required: false,
        unique: false,
      });
  };

  const save = async () => {
    if (incomplete) return;
    setBusy(true);
    setError(null);
    try {
      if (field && retyped && !preview) {
        const found = await tables.previewRetype(table.key, field.key, { type, config });
        setPreview(found);
        if (found.config) setConfig(found.config);
        return;
      }
      if (field) await change(field);
      else await add();
      await cache.invalidateQueries({ queryKey: ["tables"] });
      message.success(t(field ? "changed" : "added", { field: name.trim() }));
      onClose();
    } catch (problem) {
      // the editor of the formula says it already, with its place
      if (!(problem instanceof Problem && problem.code === "formula")) setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };

  const okText = !field ? t("add") : retyped ? t(preview ? "retype.do" : "retype.look") : t("save");
  return (
    <Modal
      open
      width={typeMeta?.computed ? 620 : 480}
      title={field ? t("edit_title", { field: field.name }) : t("add_title")}
      okText={okText}
      okButtonProps={{ disabled: incomplete, loading: busy, danger: Boolean(preview && preview.lost > 0) }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div" className="field-form">
        <Form.Item label={t("name")} htmlFor="field-name">
          <Input
            id="field-name"
            autoFocus
            maxLength={100}
            value={name}
            placeholder={t("name_example")}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void save()}
          />
        </Form.Item>
        <Form.Item label={t("type")} htmlFor="field-type">
          <TypeSelect
            id="field-type"
            value={type}
            disabled={fixed}
            keep={field?.type}
            computed={!field}
            onChange={chooseType}
          />
          {wasComputed && !retyped && (
            <button
              type="button"
              className="kh-plain field-keep"
              onClick={() => chooseType(behaviour(field))}
            >
              {t("computed:keep")}
            </button>
          )}
          {wasComputed && retyped && <p className="kh-muted field-keep">{t("computed:kept")}</p>}
        </Form.Item>
        {typeMeta && (
          <FieldSettings
            key={type}
            settings={typeMeta.settings}
            config={config}
            table={table}
            field={retyped ? undefined : field}
            onChange={(next) => {
              setConfig(next);
              setConfigTouched(true);
              setPreview(null);
            }}
          />
        )}
        {(type === "link" || type === "links") && !fixed && (
          <BackLink table={table} field={field} target={config.target} name={back} onChange={setBack} />
        )}
        {!fixed && !typeMeta?.computed && type !== "button" && (
          <div className="field-rules">
            <Checkbox checked={required} onChange={(event) => setRequired(event.target.checked)}>
              {t("required")}
            </Checkbox>
            {typeMeta?.kind !== "links" && (
              <Checkbox checked={unique} onChange={(event) => setUnique(event.target.checked)}>
                {t("unique")}
              </Checkbox>
            )}
          </div>
        )}
      </Form>
      {field && !retyped && required && (
        <Suspense>
          <EmptyReport table={table} field={field} />
        </Suspense>
      )}
      {field && !retyped && !typeMeta?.computed && (
        <Suspense>
          {!fixed && <DefaultSetting field={field} value={preset} onChange={setPreset} />}
          <FieldRules table={table} field={field} />
        </Suspense>
      )}
      {!field && !typeMeta?.computed && <p className="kh-muted">{t("rules:later")}</p>}
      {preview && <RetypeReport preview={preview} type={typeMeta?.name ?? type} />}
      {error && <Alert type="error" showIcon title={error} />}
    </Modal>
  );
}
