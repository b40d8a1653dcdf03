import type { ThemeConfig } from "antd";

/** One accent colour, white ground, dense but legible controls; no motion for who asked their system for less. */
export const theme: ThemeConfig = {
  hashed: false,
  token: {
    colorPrimary: "#2f6bff",
    colorInfo: "#2f6bff",
    colorLink: "#2f6bff",
    colorError: "#d93026",
    colorText: "#1f2329",
    colorTextSecondary: "#646a73",
    colorBorder: "#dcdfe4",
    colorBorderSecondary: "#e6e8eb",
    fontFamily: "var(--kh-font)",
    fontSize: 13,
    borderRadius: 6,
    controlHeight: 32,
    motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Modal: { titleFontSize: 16 },
    Tooltip: { fontSize: 12 },
  },
};
