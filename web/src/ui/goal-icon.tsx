import { LineChartOutlined, MessageOutlined, PhoneOutlined, ShoppingOutlined } from "@ant-design/icons";

/** A sign for each goal of the first run. */
export function GoalIcon({ goal }: { goal: string }) {
  if (goal === "follow_up") return <PhoneOutlined />;
  if (goal === "purchase_history") return <ShoppingOutlined />;
  if (goal === "satisfaction") return <MessageOutlined />;
  return <LineChartOutlined />;
}
