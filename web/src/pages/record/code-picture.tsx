import { QrcodeOutlined } from "@ant-design/icons";
import { Button, Popover, QRCode } from "antd";
import { useTranslation } from "react-i18next";

/** A code to be scanned with a phone, beside the field that holds it; the picture is made in the browser. */
export default function CodePicture({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("files");
  return (
    <Popover
      trigger="click"
      placement="left"
      content={
        <div className="code-picture">
          <QRCode type="svg" value={text} size={180} bordered={false} errorLevel="M" />
          <p className="kh-muted">{text}</p>
        </div>
      }
    >
      <Button
        icon={<QrcodeOutlined />}
        aria-label={t("qr", { field: label })}
        title={t("qr", { field: label })}
      />
    </Popover>
  );
}
