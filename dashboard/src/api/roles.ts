import { useMe } from "./queries";

const ROLES = ["viewer", "analyst", "operator", "admin"] as const;
type Role = (typeof ROLES)[number];

/** Whether the person may do what needs this role; false until it is known. */
export function useMay(needed: Role): boolean {
  const { data } = useMe();
  return data !== undefined && ROLES.indexOf(data.role) >= ROLES.indexOf(needed);
}
