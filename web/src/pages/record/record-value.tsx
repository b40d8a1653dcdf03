import type { Field, FileEntry, Wire } from "../../api/types";
import { filesOf } from "../../fields/parts/files.ts";
import { FilesEditor } from "../../files/files-editor";
import { Pill } from "../../ui/pill";

interface RecordValueProps {
  field: Field;
  value: Wire;
  /** The value as a person reads it. */
  text: string;
}

/** A value that is only read: choices as pills, everything else as text. */
export function RecordValue({ field, value, text }: RecordValueProps) {
  if (field.kind === "files")
    return (
      <FilesEditor
        readonly
        label={field.name}
        files={filesOf(value) as FileEntry[]}
        onChange={() => undefined}
      />
    );
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  const chosen = (field.config.choices ?? []).filter((choice) => ids.includes(choice.id));
  return (
    <output id={`record-${field.key}`} className="record-value">
      {value === null
        ? "—"
        : chosen.length > 0
          ? chosen.map((choice) => <Pill key={choice.id} label={choice.label} color={choice.color} />)
          : text}
    </output>
  );
}
