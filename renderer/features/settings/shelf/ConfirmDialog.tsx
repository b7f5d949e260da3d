import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";

interface ConfirmDialogProps {
  readonly title: string;
  /** What cannot be taken back. */
  readonly words: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, words, yes, no, onYes, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose} className="w-[27rem]">
      <p className="px-5 py-4 text-base">{words}</p>
      <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={onClose}>{no}</Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
