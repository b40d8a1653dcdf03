interface PillColors {
  ground: string;
  ink: string;
}

const GREY: PillColors = { ground: "#eceef1", ink: "#4a4f57" };

const COLORS: Record<string, PillColors> = {
  grey: GREY,
  gray: GREY,
  blue: { ground: "#e1eaff", ink: "#1c4fc4" },
  cyan: { ground: "#d6f4f6", ink: "#0b6672" },
  green: { ground: "#dcf3e3", ink: "#1a6b3c" },
  lime: { ground: "#ecf6cf", ink: "#566a10" },
  gold: { ground: "#fdf1c8", ink: "#7a5a00" },
  yellow: { ground: "#fdf1c8", ink: "#7a5a00" },
  orange: { ground: "#ffe8d2", ink: "#954700" },
  red: { ground: "#ffe1df", ink: "#ab2018" },
  magenta: { ground: "#ffe0ef", ink: "#a11a63" },
  purple: { ground: "#ece4ff", ink: "#5b32b8" },
};

/** Ground and ink of a named choice colour. */
export function pillColors(color: string | undefined): PillColors {
  return COLORS[color ?? "grey"] ?? GREY;
}

/** The colours a person may give a choice. */
export const CHOICE_COLORS = [
  "grey",
  "blue",
  "cyan",
  "green",
  "lime",
  "gold",
  "orange",
  "red",
  "magenta",
  "purple",
];
