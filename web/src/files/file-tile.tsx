import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  DownloadOutlined,
  EditOutlined,
} from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileEntry } from "../api/types";
import { addressOf, colorOf, previewOf, sayBytes, signOf } from "../fields/parts/files.ts";

interface FileTileProps {
  file: FileEntry;
  index: number;
  last: number;
  readonly?: boolean;
  onOpen: () => void;
  onRename: (name: string) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One file of a cell with everything that can be done to it. */
export function FileTile({ file, index, last, readonly, onOpen, onRename, onMove, onRemove }: FileTileProps) {
  const { t } = useTranslation("files");
  const [name, setName] = useState<string | null>(null);
  const rename = () => {
    const next = name?.trim();
    setName(null);
    if (next && next !== file.name) onRename(next);
  };
  const tool = (label: string, icon: React.ReactNode, act: () => void, disabled = false) => (
    // a title and not a tooltip: that would take the Escape which is meant for the window
    <Button
      type="text"
      size="small"
      icon={icon}
      title={label}
      aria-label={label}
      disabled={disabled}
      onClick={act}
    />
  );
  return (
    <div className="file-tile">
      <button
        type="button"
        className="file-look"
        aria-label={t("open", { name: file.name })}
        onClick={onOpen}
      >
        {file.picture ? (
          <img src={previewOf(file)} alt="" loading="lazy" draggable={false} />
        ) : (
          <b style={{ color: colorOf(file.name) }}>{signOf(file.name)}</b>
        )}
      </button>
      <div className="file-words">
        {name === null ? (
          <span className="kh-ellipsis" title={file.name}>
            {file.name}
          </span>
        ) : (
          <Input
            size="small"
            autoFocus
            maxLength={120}
            value={name}
            aria-label={t("name")}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Enter") rename();
              if (event.key === "Escape") {
                event.stopPropagation();
                setName(null);
              }
            }}
          />
        )}
        <small className="kh-faint">{sayBytes(file.size)}</small>
      </div>
      <div className="file-tools">
        <Button
          type="text"
          size="small"
          icon={<DownloadOutlined />}
          href={addressOf(file)}
          download={file.name}
          title={t("save")}
          aria-label={t("save")}
        />
        {!readonly && (
          <>
            {tool(t("rename"), <EditOutlined />, () => setName(file.name))}
            {last > 0 && tool(t("forward"), <ArrowUpOutlined />, () => onMove(index - 1), index === 0)}
            {last > 0 && tool(t("back"), <ArrowDownOutlined />, () => onMove(index + 1), index === last)}
            {tool(t("remove"), <DeleteOutlined />, onRemove)}
          </>
        )}
      </div>
    </div>
  );
}
