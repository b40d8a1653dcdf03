import { useTranslation } from "react-i18next";
import type { Did } from "../../api/history-types";
import { useTables } from "../../api/queries";
import { Shift } from "./value";

const OPERATIONS = new Set(["insert", "update", "archive", "restore"]);

/** What a change did, record by record. */
export function DidLines({ lines }: { lines: Did[] }) {
  const { t } = useTranslation("history");
  const tables = useTables()?.tables ?? [];
  return (
    <ul className="did">
      {lines.map((line) => {
        const fields = tables.find((table) => table.key === line.table)?.fields ?? [];
        return (
          <li key={line.place}>
            <b>{line.title || `#${line.id}`}</b>{" "}
            {line.operation !== "update" && OPERATIONS.has(line.operation) && (
              <span className="kh-muted">{t(`operation.${line.operation}`)}</span>
            )}
            {Object.keys(line.after).map((key) => {
              const field = fields.find((one) => one.key === key);
              return (
                field && (
                  <div key={key} className="did-cell">
                    <span className="kh-muted">{field.name}</span>
                    <Shift
                      field={field}
                      before={line.before[key]}
                      after={line.after[key]}
                      titles={line.titles}
                    />
                  </div>
                )
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}
