import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { Field, GroupLevel } from "../api/types";
import { FieldLines } from "./field-lines";
import { bandOf, isTime, startGroup } from "./groups";

interface GroupPanelProps {
  groups: GroupLevel[];
  usable: Field[];
  onChange: (groups: GroupLevel[]) => void;
}

/** The levels of groups, one line each, three at most. */
export function GroupPanel({ groups, usable, onChange }: GroupPanelProps) {
  const { t } = useTranslation("filter");
  const most = useMeta()?.limits.groups ?? 3;
  const full = groups.length >= most;
  return (
    <FieldLines
      className="group-panel"
      lines={groups}
      usable={usable}
      none={t("group.none")}
      add={full ? t("group.most", { most }) : t("group.add")}
      full={full}
      brief
      start={startGroup}
      choose={(_, field) => startGroup(field)}
      more={(level, field, put) => <GroupBy level={level} field={field} onChange={put} />}
      onChange={onChange}
    />
  );
}

interface LevelProps {
  level: GroupLevel;
  field: Field | undefined;
  onChange: (level: GroupLevel) => void;
}

/** How the values of a level are put together: stretches of the calendar, bands of a number. */
function GroupBy({ level, field, onChange }: LevelProps) {
  const { t } = useTranslation("filter");
  const units = useMeta()?.units ?? [];
  if (isTime(field))
    return (
      <Select
        aria-label={t("group.by")}
        value={level.by ?? "day"}
        popupMatchSelectWidth={false}
        options={units.map((unit) => ({ value: unit.key, label: unit.name }))}
        onChange={(by) => onChange({ ...level, by })}
      />
    );
  if (field?.kind !== "number") return null;
  const band = bandOf(level);
  return (
    <>
      <Select
        aria-label={t("group.by")}
        value={band === null ? "value" : "band"}
        popupMatchSelectWidth={false}
        options={[
          { value: "value", label: t("group.by_value") },
          { value: "band", label: t("group.by_band") },
        ]}
        onChange={(by) => onChange({ ...level, by: by === "band" ? "band:1000" : null })}
      />
      {band !== null && (
        <InputNumber
          className="group-band"
          aria-label={t("group.width")}
          min={0.01}
          value={band}
          onChange={(width) => width && onChange({ ...level, by: `band:${width}` })}
        />
      )}
    </>
  );
}
