/** Places outside of the page; the server knows where they really are. */
export const LINKS = {
  signIn: "/login/",
  signOut: "/logout/",
  apiDocs: "/api/docs/",
};

/** A DAG's page in Airflow. */
export function dagLink(dag: string): string {
  return `/airflow/${dag}/`;
}
