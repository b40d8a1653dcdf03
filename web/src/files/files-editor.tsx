import { CameraOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { FileEntry } from "../api/types";
import { usePhone } from "../ui/use-phone";
import { FileTile } from "./file-tile";
import { Lightbox } from "./lightbox";
import { UploadLine } from "./upload-line";
import { sendAll } from "./uploads.ts";
import { useUploads } from "./use-uploads.ts";
import "./files.css";

interface FilesEditorProps {
  id?: string;
  label: string;
  files: readonly FileEntry[];
  /** Only pictures go here; phones then give JPEG instead of their own format. */
  pictures?: boolean;
  most?: number;
  readonly?: boolean;
  /** Large tiles, for a window of its own. */
  large?: boolean;
  onChange: (files: FileEntry[]) => void;
}

const PICTURES = "image/jpeg,image/png,image/gif,image/webp,image/bmp";

/** The files of a cell: looked at, added, renamed, moved, taken out, saved. */
export function FilesEditor(props: FilesEditorProps) {
  const { id, label, files, pictures, most, readonly, large, onChange } = props;
  const { t } = useTranslation("files");
  const meta = useMeta();
  const place = useId();
  const uploads = useUploads(place);
  const whole = useRef<HTMLElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const now = useRef(files);
  now.current = files;
  const [over, setOver] = useState(false);
  const [open, setOpen] = useState<number | null>(null);
  const phone = usePhone();
  const room = (most ?? meta?.limits.files ?? 50) - files.length;
  const accept = pictures ? PICTURES : undefined;

  const change = (next: FileEntry[]) => {
    now.current = next;
    onChange(next);
  };
  const add = async (chosen: readonly File[]) => {
    const arrived = await sendAll(chosen, place);
    const known = new Set(now.current.map((one) => one.file));
    const fresh = arrived.filter((one) => !known.has(one.file));
    if (fresh.length > 0) change([...now.current, ...fresh]);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    if (!readonly) void add([...event.dataTransfer.files]);
  };
  const paste = (event: Pick<ClipboardEvent, "clipboardData" | "preventDefault">) => {
    const chosen = [...(event.clipboardData?.files ?? [])];
    if (readonly || chosen.length === 0) return;
    event.preventDefault();
    void add(chosen);
  };
  const pasted = useRef(paste);
  pasted.current = paste;
  useEffect(() => {
    if (!large) return;
    const listen = (event: ClipboardEvent) => pasted.current(event);
    addEventListener("paste", listen);
    return () => removeEventListener("paste", listen);
  }, [large]);
  const move = (from: number, to: number) => {
    const next = [...now.current];
    const [one] = next.splice(from, 1);
    if (one) next.splice(to, 0, one);
    change(next);
  };

  return (
    <section
      ref={whole}
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: pictures are pasted where the focus is
      tabIndex={0}
      className={`files${over ? " is-over" : ""}${large ? " is-large" : ""}`}
      aria-label={label}
      onPaste={large ? undefined : (event) => paste(event.nativeEvent)}
      onDrop={drop}
      onDragOver={(event) => {
        if (readonly || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      {files.map((file, index) => (
        <FileTile
          key={file.file}
          file={file}
          index={index}
          last={files.length - 1}
          readonly={readonly}
          onOpen={() => setOpen(index)}
          onRename={(name) =>
            change(now.current.map((one) => (one.file === file.file ? { ...one, name } : one)))
          }
          onMove={(to) => move(index, to)}
          onRemove={() => {
            change(now.current.filter((one) => one.file !== file.file));
            whole.current?.focus(); // the button that held the focus is gone
          }}
        />
      ))}
      {uploads.map((upload) => (
        <UploadLine key={upload.id} upload={upload} />
      ))}
      {readonly && files.length === 0 && <span className="kh-faint">—</span>}
      {!readonly && room > 0 && (
        <div className="files-add">
          <Button icon={<PaperClipOutlined />} onClick={() => picker.current?.click()}>
            {t(pictures ? "add_picture" : "add_file")}
          </Button>
          {phone && (
            <Button icon={<CameraOutlined />} onClick={() => camera.current?.click()}>
              {t("camera")}
            </Button>
          )}
          {!phone && <small className="kh-faint">{t(large ? "hint" : "hint_drop")}</small>}
        </div>
      )}
      {[picker, camera].map((input, index) => (
        <input
          key={index === 0 ? "picker" : "camera"}
          ref={input}
          type="file"
          hidden
          multiple={index === 0 && room > 1}
          accept={index === 0 ? accept : "image/jpeg,image/png"}
          capture={index === 0 ? undefined : "environment"}
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = "";
            void add(chosen);
          }}
        />
      ))}
      <Lightbox files={files} open={open} onMove={setOpen} onClose={() => setOpen(null)} />
    </section>
  );
}
