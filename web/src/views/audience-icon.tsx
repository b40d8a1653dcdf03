import { TeamOutlined, UserOutlined } from "@ant-design/icons";
import type { View } from "../api/types";

/** The signs of who sees a view. */
export function AudienceIcon({ audience }: { audience: View["audience"] }) {
  return audience === "mine" ? <UserOutlined /> : <TeamOutlined />;
}
