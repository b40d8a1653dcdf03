import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { ImportBody } from "../../api/import-types";
import { cache } from "../../api/queries";
import { useProblem } from "../../ui/problem";

const NAMED = ["utf-8", "gb18030", "utf-16", "big5", "cp1252"];
const DELIMITERS = [",", ";", "\t", "|"];

/** How the bytes and columns of a text file are to be read. */
export function EncodingSelect({ body }: { body: ImportBody }) {
  const { t } = useTranslation("import");
  const problem = useProblem();
  const again = (part: { encoding?: string; delimiter?: string }) =>
    void imports
      .readAgain(body.id, {
        encoding: part.encoding ?? body.encoding ?? undefined,
        delimiter: part.delimiter ?? body.delimiter ?? undefined,
      })
      .then(() => cache.invalidateQueries({ queryKey: ["import", body.id] }))
      .catch(problem);
  const known = normal(body.encoding);
  return (
    <div className="import-encoding">
      <span className="import-choice">
        <label htmlFor="encoding">{t("encoding")}</label>
        <Select
          id="encoding"
          size="small"
          popupMatchSelectWidth={false}
          value={known ?? undefined}
          options={[...new Set([...(known ? [known] : []), ...(body.encodings ?? NAMED)])].map((key) => ({
            value: key,
            label: NAMED.includes(key) ? t(`encodings.${key}`) : key,
          }))}
          onChange={(encoding) => again({ encoding })}
        />
      </span>
      <span className="import-choice">
        <label htmlFor="delimiter">{t("delimiter")}</label>
        <Select
          id="delimiter"
          size="small"
          popupMatchSelectWidth={false}
          value={body.delimiter ?? undefined}
          options={DELIMITERS.map((key, index) => ({ value: key, label: t(`delimiters.${index}`) }))}
          onChange={(delimiter) => again({ delimiter })}
        />
      </span>
      <span className="kh-faint">{t("encoding_hint")}</span>
    </div>
  );
}

function normal(encoding: string | null | undefined): string | null {
  if (!encoding) return null;
  const key = encoding.toLowerCase().replace("_", "-");
  if (key === "utf-8-sig" || key === "utf8") return "utf-8";
  return key === "gbk" || key === "gb2312" ? "gb18030" : key;
}
