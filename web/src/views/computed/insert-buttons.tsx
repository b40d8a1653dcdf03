import { FunctionOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { functionsQuery } from "../../api/queries";
import type { Field, FormulaFunction } from "../../api/types";
import { Panel } from "../../ui/panel";
import { usePhone } from "../../ui/use-phone";
import { FieldOption } from "../field-option";
import { InsertList } from "./insert-list";

interface InsertButtonsProps {
  fields: Field[];
  /** Puts a text at the cursor; the cursor goes back by some characters. */
  onInsert: (text: string, back?: number) => void;
}

/** Offers the fields of the table and the functions to be put into the formula. */
export function InsertButtons({ fields, onInsert }: InsertButtonsProps) {
  const { t } = useTranslation("computed");
  const phone = usePhone();
  const [open, setOpen] = useState<"fields" | "functions" | null>(null);
  const functions = useQuery(functionsQuery).data ?? [];
  const put = (text: string, back = 0) => {
    setOpen(null);
    onInsert(text, back);
  };
  return (
    <div className="formula-tools">
      <Panel
        compact={phone}
        title={t("insert_field")}
        open={open === "fields"}
        onOpen={(shown) => setOpen(shown ? "fields" : null)}
        content={
          <InsertList
            label={t("find_field")}
            items={fields.map((field) => ({
              key: field.key,
              search: field.name,
              label: <FieldOption field={field} />,
            }))}
            onTake={(key) => put(spelled(fields.find((field) => field.key === key)?.name ?? key))}
          />
        }
      >
        <Button size="small" icon={<PlusOutlined />}>
          {t("insert_field")}
        </Button>
      </Panel>
      <Panel
        compact={phone}
        title={t("insert_function")}
        open={open === "functions"}
        onOpen={(shown) => setOpen(shown ? "functions" : null)}
        content={
          <InsertList
            label={t("find_function")}
            items={grouped(functions).map((one) => ({
              key: one.key,
              group: t(`categories.${one.category}`),
              search: [...one.names, one.help].join(" "),
              label: <FunctionLine told={one} />,
            }))}
            onTake={(key) => {
              const bare = functions.find((one) => one.key === key)?.example === `${key.toUpperCase()}()`;
              put(`${key.toUpperCase()}()`, bare ? 0 : 1);
            }}
          />
        }
      >
        <Button size="small" icon={<FunctionOutlined />}>
          {t("insert_function")}
        </Button>
      </Panel>
    </div>
  );
}

function FunctionLine({ told }: { told: FormulaFunction }) {
  const { t } = useTranslation("computed");
  const word = told.key.toUpperCase();
  return (
    <span className="function">
      <span>
        <code>{word}</code>
        {told.name !== word && <span className="kh-muted"> {told.name}</span>}
      </span>
      <small className="kh-muted">{told.help}</small>
      <small className="function-example">
        {told.example} → {told.result || t("blank")}
      </small>
    </span>
  );
}

const ORDER = [
  "logic",
  "number",
  "lists",
  "rounding",
  "date",
  "period",
  "workday",
  "text",
  "search",
  "format",
  "power",
];

function grouped(functions: FormulaFunction[]): FormulaFunction[] {
  const place = (one: FormulaFunction) =>
    ORDER.includes(one.category) ? ORDER.indexOf(one.category) : ORDER.length;
  return [...functions].sort((a, b) => place(a) - place(b) || a.category.localeCompare(b.category));
}

function spelled(name: string): string {
  return `{${name.replaceAll("{", "{{").replaceAll("}", "}}")}}`;
}
