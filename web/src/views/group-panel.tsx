import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { Field, GroupLevel } from "../api/types";
import { FieldOption } from "./field-option";
import { bandOf, isTime, startGroup } from "./groups";
import { sortWords } from "./sorts";

interface GroupPanelProps {
  groups: GroupLevel[];
  usable: Field[];
  onChange: (groups: GroupLevel[]) => void;
}

/** The levels of groups, one line each, three at most. */
export function GroupPanel({ groups, usable, onChange }: GroupPanelProps) {
  const { t } = useTranslation("filter");
  const most = useMeta()?.limits.groups ?? 3;
  const free = usable.filter((field) => !groups.some((level) => level.field === field.key));
  const put = (index: number, level: GroupLevel | null) =>
    onChange(
      level ? groups.map((old, at) => (at === index ? level : old)) : groups.filter((_, at) => at !== index),
    );
  return (
    <div className="sort-panel group-panel">
      {groups.length === 0 && <p className="kh-muted">{t("group.none")}</p>}
      {groups.map((level, index) => {
        const field = usable.find((one) => one.key === level.field);
        return (
          <div className="sort-line" key={level.field}>
            <Select
              className="filter-field"
              aria-label={t("field")}
              value={field?.key}
              placeholder={t("lost_field")}
              showSearch={{ optionFilterProp: "name" }}
              popupMatchSelectWidth={false}
              options={[...(field ? [field] : []), ...free].map((one) => ({
                value: one.key,
                name: one.name,
                label: <FieldOption field={one} />,
              }))}
              onChange={(key: string) => {
                const next = usable.find((one) => one.key === key);
                if (next) put(index, startGroup(next));
              }}
            />
            <GroupBy level={level} field={field} onChange={(next) => put(index, next)} />
            <Direction level={level} field={field} onChange={(next) => put(index, next)} />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("remove")}
              onClick={() => put(index, null)}
            />
          </div>
        );
      })}
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        disabled={free.length === 0 || groups.length >= most}
        onClick={() => free[0] && onChange([...groups, startGroup(free[0])])}
      >
        {groups.length >= most ? t("group.most", { most }) : t("group.add")}
      </Button>
    </div>
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

function Direction({ level, field, onChange }: LevelProps) {
  const { t } = useTranslation("filter");
  const [up, down] = sortWords(field?.kind);
  return (
    <Segmented
      size="small"
      value={level.descending ? "down" : "up"}
      options={[
        { value: "up", label: "↑", title: t(`sort.${up}`) },
        { value: "down", label: "↓", title: t(`sort.${down}`) },
      ]}
      onChange={(value) => onChange({ ...level, descending: value === "down" })}
    />
  );
}
