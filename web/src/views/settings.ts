import type { Choice, FieldConfig, Setting, TypeMeta } from "../api/types";
import { CHOICE_COLORS } from "../ui/colors";

/** The settings a new field of a type starts with, keeping what the former type had in common. */
export function startConfig(type: TypeMeta | undefined, former: FieldConfig = {}): FieldConfig {
  const config: FieldConfig = {};
  for (const setting of type?.settings ?? []) {
    if (setting.key in former) config[setting.key] = former[setting.key];
    else if (setting.type === "choices") config[setting.key] = [];
    else if (setting.default !== undefined && setting.default !== null) config[setting.key] = setting.default;
  }
  return config;
}

/** The options of a setting, however the server wrote them. */
export function settingOptions(setting: Setting): { value: string; label: string }[] {
  return (setting.options ?? []).map((option) =>
    typeof option === "string" ? { value: option, label: option } : { value: option.key, label: option.name },
  );
}

/** A colour for the next choice, so that neighbours differ. */
export function nextColor(choices: readonly Choice[]): string {
  const colors = CHOICE_COLORS.slice(1);
  return colors[choices.length % colors.length] ?? "blue";
}

/** An id no choice of the list has. */
export function freeId(choices: readonly Choice[]): string {
  const taken = new Set(choices.map((choice) => choice.id));
  let number = choices.length + 1;
  while (taken.has(`c${number}`)) number += 1;
  return `c${number}`;
}
