import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { Problem } from "../../api/problem";
import { cache } from "../../api/queries";
import type { Breach, Field, RecordBody, Table, Wire } from "../../api/types";
import { wordsOn } from "../../fields/button.ts";
import { givenLinks } from "../../records/given-links.ts";
import { useBreaches } from "../../records/use-breaches.ts";
import { FieldIcon } from "../../ui/field-icon";
import { sayProblem } from "../../ui/problem";
import { isComputed } from "../../views/computed/rules";
import { useDescription } from "../../views/computed/use-description";
import { usePress } from "../table/use-press";
import { LinkedRecords } from "./linked-records";
import { RecordInput } from "./record-input";
import { RecordValue } from "./record-value";
import { sayValue } from "./say-value";

const LINKING: ReadonlySet<string> = new Set(["link", "links"]);

interface RecordFormProps {
  table: Table;
  record: RecordBody;
}

/** All fields of a record; each is saved when it is left. */
export function RecordForm({ table, record }: RecordFormProps) {
  const { t } = useTranslation("record");
  const [all, setAll] = useState(false);
  const fields = table.fields.filter((field) => !field.archived && field.key !== "id");
  const own = fields.filter((field) => !field.readonly || isComputed(field));
  const filled = (field: Field) => {
    const value = record.values[field.key];
    return value !== null && value !== undefined && value !== "" && value !== false;
  };
  const breaches = useBreaches(table, [record])(record.id);
  const broken = new Set(breaches.map((breach) => breach.field));
  const few = own.length > 14 && !all;
  const [firstShown] = useState(
    () => new Set(own.filter((field, index) => index < 10 || filled(field)).map((f) => f.key)),
  );
  const shown = few ? own.filter((field) => firstShown.has(field.key) || broken.has(field.key)) : own;
  return (
    <div className="record-form">
      {broken.has(null) && <Warnings breaches={breaches.filter(({ field }) => field === null)} />}
      {shown.map((field) => (
        <RecordLine
          key={field.key}
          table={table}
          field={field}
          record={record}
          breaches={breaches.filter((breach) => breach.field === field.key)}
        />
      ))}
      {few && shown.length < own.length && (
        <button type="button" className="kh-plain kh-muted" onClick={() => setAll(true)}>
          {t("more_fields", { count: own.length - shown.length })}
        </button>
      )}
      <hr />
      {fields
        .filter((field) => field.readonly && !isComputed(field))
        .map((field) => (
          <RecordLine key={field.key} table={table} field={field} record={record} />
        ))}
    </div>
  );
}

/** What the record breaks, in the words of the rules. */
function Warnings({ breaches }: { breaches: readonly Breach[] }) {
  return breaches.map(({ rule, message }) => (
    <div className="record-warning" key={rule}>
      <WarningOutlined aria-hidden /> {message}
    </div>
  ));
}

interface RecordLineProps extends RecordFormProps {
  field: Field;
  breaches?: readonly Breach[];
}

interface Clash {
  mine: Wire;
  theirs: Wire;
  version: number;
  by: string;
}

function RecordLine({ table, field, record, breaches = [] }: RecordLineProps) {
  const { t, i18n } = useTranslation("record");
  const describe = useDescription(table);
  const press = usePress();
  const [error, setError] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const value = record.values[field.key] ?? null;
  const say = (one: Wire) =>
    sayValue(one, field, i18n.language, (target, id) => record.titles[target]?.[id]) || t("empty");

  const save = async (next: Wire, version = record.version) => {
    setError(null);
    setClash(null);
    if (JSON.stringify(next) === JSON.stringify(value) && version === record.version) return;
    try {
      await records.write(
        table.key,
        [{ do: "update", id: record.id, version, values: { [field.key]: givenLinks(field, next, value) } }],
        "form",
      );
      await cache.invalidateQueries({ queryKey: ["record", table.key, record.id] });
      await cache.invalidateQueries({ queryKey: ["history", table.key, record.id] });
    } catch (problem) {
      const conflict = problem instanceof Problem ? problem.conflicts[0] : undefined;
      if (!conflict) return setError(sayProblem(problem));
      const by = typeof conflict.by === "string" ? conflict.by : (conflict.by?.name ?? "");
      setClash({ mine: next, theirs: conflict.theirs as Wire, version: conflict.version, by });
    }
  };

  return (
    <div className="record-line">
      <label className="record-label" htmlFor={`record-${field.key}`} title={describe(field)}>
        <FieldIcon field={field} />
        <span>
          {field.name}
          {field.required && <i className="record-required"> *</i>}
        </span>
      </label>
      <div className="kh-grow">
        {field.type === "button" ? (
          <Button
            onClick={() =>
              press({
                table: table.key,
                record: record.id,
                key: field.key,
                name: field.name,
                config: field.config,
              })
            }
          >
            {wordsOn(field)}
          </Button>
        ) : field.readonly || !table.can.edit ? (
          <RecordValue field={field} value={value} text={say(value)} />
        ) : (
          <RecordInput
            key={field.kind === "files" ? field.key : JSON.stringify(value)}
            id={`record-${field.key}`}
            field={field}
            value={value}
            titles={record.titles}
            onSave={(next) => void save(next)}
          />
        )}
        {LINKING.has(field.kind) && <LinkedRecords field={field} value={value} titles={record.titles} />}
        {error ? <div className="record-error">{error}</div> : <Warnings breaches={breaches} />}
        {clash && (
          <div className="record-clash" role="alert">
            <p>{t("clash", { name: clash.by })}</p>
            <button type="button" className="kh-plain" onClick={() => void save(clash.mine, clash.version)}>
              {t("keep_mine", { value: say(clash.mine) })}
            </button>
            <button
              type="button"
              className="kh-plain"
              onClick={() => {
                setClash(null);
                void cache.invalidateQueries({ queryKey: ["record", table.key, record.id] });
              }}
            >
              {t("keep_theirs", { value: say(clash.theirs) })}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
