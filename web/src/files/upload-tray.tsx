import { UploadLine } from "./upload-line";
import { useUploads } from "./use-uploads.ts";
import "./files.css";

/** Files on their way to cells of the grid, at the corner of the window. */
export function UploadTray({ place }: { place: string }) {
  const uploads = useUploads(place);
  if (uploads.length === 0) return null;
  return (
    <aside className="upload-tray">
      {uploads.map((upload) => (
        <UploadLine key={upload.id} upload={upload} />
      ))}
    </aside>
  );
}
