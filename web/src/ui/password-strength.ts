export type Strength = 0 | 1 | 2 | 3;

/** A rough grade of a password: 0 too short, 1 weak, 2 fair, 3 strong. */
export function strengthOf(password: string): Strength {
  if (password.length < 8) return 0;
  if (/^\d+$/.test(password) || /^(.)\1+$/.test(password)) return 1;
  const sorts = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((sort) => sort.test(password)).length;
  if (password.length >= 14 || (password.length >= 10 && sorts >= 3)) return 3;
  return sorts >= 2 ? 2 : 1;
}
