/** Ctrl+Enter for dialogs, wherever in them the focus is. */
import { useEffect, useRef } from "react";

/** Calls `submit` on Ctrl+Enter (Cmd+Enter) while the component is mounted. */
export function useSubmit(submit: () => void): void {
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
