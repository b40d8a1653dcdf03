import { CloseOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { sayProblem } from "../ui/problem";
import { dismiss, type UploadState } from "./uploads.ts";
import "./files.css";

/** One file on its way: its name, how far it is, and a way to stop it; or why it did not arrive. */
export function UploadLine({ upload }: { upload: UploadState }) {
  const { t } = useTranslation("files");
  const failed = upload.error !== undefined;
  return (
    <div className="upload-line" role={failed ? "alert" : "status"}>
      <div className="kh-grow">
        <span className="kh-ellipsis">{upload.name}</span>
        {failed ? (
          <small className="upload-error">{sayProblem(upload.error)}</small>
        ) : (
          <Progress percent={Math.round(upload.share * 100)} size="small" status="active" />
        )}
      </div>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={failed ? t("dismiss") : t("stop", { name: upload.name })}
        onClick={() => dismiss(upload.id)}
      />
    </div>
  );
}
