import { Component, type ReactNode } from "react";
import { asStudioError } from "../../shared/errors";
import { Button } from "../components/Button";
import { ErrorCard } from "../components/ErrorCard";
import { t } from "../i18n";

interface FaultsProps {
  readonly children: ReactNode;
}

/** Catches a fault of the page itself: says so, and draws the page anew. Runs go on in the main process. */
export class Faults extends Component<FaultsProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="flex h-full items-center justify-center p-8">
        <ErrorCard
          className="w-[30rem]"
          title={t("app:faults.title")}
          error={asStudioError(this.state.error).toPayload()}
          action={
            <Button variant="primary" size="sm" onClick={() => window.location.reload()}>
              {t("app:faults.again")}
            </Button>
          }
        />
      </main>
    );
  }
}
