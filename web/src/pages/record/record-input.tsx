import { Checkbox, Input, Select } from "antd";
import i18next from "i18next";
import { lazy, Suspense, useState } from "react";
import type { Field, FileEntry, Titles, Wire } from "../../api/types";
import { filesOf } from "../../fields/parts/files.ts";
import { FilesEditor } from "../../files/files-editor";
import { DateInput } from "../../ui/date-input";
import { LinkSelect } from "../../ui/link-select";
import { Pill } from "../../ui/pill";
import { localMoment, utcMoment } from "./moments";
import { sayValue } from "./say-value";

const CodePicture = lazy(() => import("./code-picture"));

/** What ends a tag while it is typed. */
const TAG_ENDS = ["、", "，", ",", "；", ";"];

interface RecordInputProps {
  id: string;
  field: Field;
  value: Wire;
  titles: Titles;
  onSave: (value: Wire) => void;
}

/** The input for one field of a record; it tells its value when it is left or chosen. */
export function RecordInput({ id, field, value, titles, onSave }: RecordInputProps) {
  switch (field.kind) {
    case "bool":
      return <Checkbox id={id} checked={value === true} onChange={(event) => onSave(event.target.checked)} />;
    case "choice":
    case "choices":
      return <ChoiceInput id={id} field={field} value={value} onSave={onSave} />;
    case "link":
      return (
        <LinkSelect
          id={id}
          offerNew
          target={field.config.target ?? "@members"}
          titles={titles[field.config.target ?? "@members"]}
          value={typeof value === "number" ? [value] : []}
          onChange={(next) => onSave(typeof next[0] === "string" ? [next[0]] : (next[0] ?? null))}
          label={field.name}
        />
      );
    case "files":
      return (
        <FilesEditor
          id={id}
          label={field.name}
          files={filesOf(value) as FileEntry[]}
          pictures={field.type === "image"}
          most={typeof field.config.most === "number" ? field.config.most : undefined}
          onChange={(next) => onSave(next.length > 0 ? next : null)}
        />
      );
    case "links":
      return <LinksInput id={id} field={field} value={value} titles={titles} onSave={onSave} />;
    case "date":
      return <DateInput id={id} label={field.name} value={text(value) || null} onChange={onSave} />;
    case "datetime":
      return (
        <DateInput
          time
          id={id}
          label={field.name}
          value={localMoment(text(value)) || null}
          onChange={(next) => onSave(next ? utcMoment(next) : null)}
        />
      );
    default:
      if (field.type === "barcode")
        return (
          <div className="record-code">
            <PlainInput id={id} value={text(value)} onSave={(next) => onSave(next || null)} />
            {text(value) && (
              <Suspense>
                <CodePicture text={text(value)} label={field.name} />
              </Suspense>
            )}
          </div>
        );
      return field.type === "long" ? (
        <LongInput id={id} value={text(value)} onSave={(next) => onSave(next || null)} />
      ) : (
        <PlainInput
          id={id}
          type={htmlType(field)}
          value={shownText(field, value)}
          onSave={(next) => onSave(next || null)}
        />
      );
  }
}

function text(value: Wire): string {
  return value === null || value === undefined ? "" : String(value);
}

function shownText(field: Field, value: Wire): string {
  return field.kind === "number" ? sayValue(value, field, i18next.language, () => undefined) : text(value);
}

function htmlType(field: Field): string {
  if (field.type === "phone") return "tel";
  return field.type === "email" ? "email" : field.type === "url" ? "url" : "text";
}

interface PlainInputProps {
  id: string;
  type?: string;
  value: string;
  onSave: (text: string) => void;
}

function PlainInput({ id, type, value, onSave }: PlainInputProps) {
  const [now, setNow] = useState(value);
  return (
    <Input
      id={id}
      type={type}
      value={now}
      autoComplete="off"
      onChange={(event) => setNow(event.target.value)}
      onBlur={() => now !== value && onSave(now)}
      onPressEnter={(event) => !event.nativeEvent.isComposing && now !== value && onSave(now)}
    />
  );
}

function LongInput({ id, value, onSave }: PlainInputProps) {
  const [now, setNow] = useState(value);
  return (
    <Input.TextArea
      id={id}
      autoSize={{ minRows: 1, maxRows: 12 }}
      value={now}
      onChange={(event) => setNow(event.target.value)}
      onBlur={() => now !== value && onSave(now)}
    />
  );
}

/** Links to several records; they are saved together when the list is left. */
function LinksInput({ id, field, value, titles, onSave }: RecordInputProps) {
  const target = field.config.target ?? "@members";
  const before = (Array.isArray(value) ? value : []) as (number | string)[];
  const [now, setNow] = useState(before);
  return (
    <LinkSelect
      multiple
      offerNew
      id={id}
      target={target}
      titles={titles[target]}
      value={now}
      label={field.name}
      onChange={setNow}
      onBlur={() => now !== before && onSave((now.length > 0 ? now : null) as Wire)}
    />
  );
}

function ChoiceInput({ id, field, value, onSave }: Omit<RecordInputProps, "titles">) {
  const several = field.kind === "choices";
  const chosen = several ? (Array.isArray(value) ? value : []) : (value ?? undefined);
  return (
    <Select
      id={id}
      className="wide"
      mode={field.type === "tags" ? "tags" : several ? "multiple" : undefined}
      tokenSeparators={field.type === "tags" ? TAG_ENDS : undefined}
      allowClear
      value={chosen as string | string[]}
      showSearch={{ optionFilterProp: "search" }}
      options={(field.config.choices ?? []).map((choice) => ({
        value: choice.id,
        search: choice.label,
        label: <Pill label={choice.label} color={choice.color} />,
      }))}
      onChange={(next) => onSave((Array.isArray(next) && next.length === 0 ? null : (next ?? null)) as Wire)}
    />
  );
}
