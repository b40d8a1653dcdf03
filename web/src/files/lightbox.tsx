import { DownloadOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { FileEntry } from "../api/types";
import { addressOf, colorOf, previewOf, sayBytes, signOf } from "../fields/parts/files.ts";
import "./files.css";

interface LightboxProps {
  files: readonly FileEntry[];
  open: number | null;
  onMove: (index: number) => void;
  onClose: () => void;
}

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Files one by one over the whole window; the arrow keys go through them, Escape closes. */
export function Lightbox({ files, open, onMove, onClose }: LightboxProps) {
  const { t } = useTranslation("files");
  const at = open === null ? -1 : Math.min(open, files.length - 1);
  const file = files[at];
  const go = (by: number) => files.length > 1 && onMove((at + by + files.length) % files.length);

  useEffect(() => {
    if (!file) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === "ArrowLeft") go(-1);
      if (event.key === "ArrowRight") go(1);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  if (!file) return null;
  return (
    <Modal
      open
      centered
      footer={null}
      width="min(1100px, calc(100vw - 24px))"
      className="lightbox"
      title={
        <span className="lightbox-head">
          <span className="kh-ellipsis">{file.name}</span>
          <small className="kh-faint">
            {files.length > 1 && `${at + 1} / ${files.length} · `}
            {sayBytes(file.size)}
          </small>
        </span>
      }
      onCancel={onClose}
    >
      <div className="lightbox-stage">
        {file.picture ? (
          <img src={SHOWN.has(file.type) ? addressOf(file) : previewOf(file)} alt={file.name} />
        ) : (
          <div className="lightbox-none">
            <b style={{ color: colorOf(file.name) }}>{signOf(file.name)}</b>
            <p className="kh-muted">{t("no_preview")}</p>
          </div>
        )}
        {files.length > 1 && (
          <>
            <Button
              shape="circle"
              icon={<LeftOutlined />}
              aria-label={t("previous")}
              onClick={() => go(-1)}
            />
            <Button shape="circle" icon={<RightOutlined />} aria-label={t("next")} onClick={() => go(1)} />
          </>
        )}
      </div>
      <div className="lightbox-foot">
        <Button icon={<DownloadOutlined />} href={addressOf(file)} download={file.name}>
          {t("save")}
        </Button>
      </div>
    </Modal>
  );
}
