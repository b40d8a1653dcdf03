import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { RetypePreview } from "../api/types";

/** What a new type would do to the values: how many convert, which would be lost. */
export function RetypeReport({ preview, type }: { preview: RetypePreview; type: string }) {
  const { t } = useTranslation("field");
  const lost = preview.samples.filter((sample) => sample.after === null);
  const kept = preview.samples.filter((sample) => sample.after !== null);
  return (
    <Alert
      className="retype"
      type={preview.lost > 0 ? "warning" : "success"}
      title={
        preview.filled === 0
          ? t("retype.nothing", { type })
          : preview.lost > 0
            ? t("retype.lost", { count: preview.lost, filled: preview.filled })
            : t("retype.all", { count: preview.converts })
      }
      description={
        preview.samples.length > 0 && (
          <table className="retype-samples">
            <tbody>
              {[...lost, ...kept].slice(0, 8).map((sample) => (
                <tr key={`${sample.id}.${sample.before}`}>
                  <td>{sample.before}</td>
                  <td>→</td>
                  <td className={sample.after === null ? "is-lost" : ""}>
                    {sample.after ?? sample.message ?? t("retype.empty")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    />
  );
}
