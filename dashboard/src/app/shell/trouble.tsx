import { Component, type ReactNode } from "react";
import { Failure } from "../../ui/states";

/** Shows what a page could not do in the page's place; the rest of the dashboard goes on. */
export class Trouble extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    // A page that cannot be loaded is usually one of an older build: the new one comes with the document.
    return error ? <Failure error={error} onRetry={() => window.location.reload()} /> : this.props.children;
  }
}
