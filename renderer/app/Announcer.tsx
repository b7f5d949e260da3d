import { useAnnouncements } from "./announce";

/** Speaks stages and results to screen readers. */
export function Announcer() {
  const text = useAnnouncements((state) => state.text);
  return (
    <div role="status" aria-live="polite" aria-label="Progress" className="sr-only">
      {text}
    </div>
  );
}
