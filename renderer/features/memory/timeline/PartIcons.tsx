import { ListChecks, ListX, MessageSquareText, Image as Picture, Quote, Sprout } from "lucide-react";
import type { ReactNode } from "react";
import type { Shown } from "../../../../shared/run/events";

type Part = Shown["parts"][number];

const icons: Record<Part, ReactNode> = {
  prompt: <Quote size={12} />,
  verdicts: <ListChecks size={13} />,
  failed: <ListX size={13} />,
  notes: <MessageSquareText size={12} />,
  image: <Picture size={13} />,
  thumbnail: <Picture size={10} />,
  experience: <Sprout size={13} />,
};

const order: readonly Part[] = ["prompt", "verdicts", "failed", "notes", "image", "thumbnail", "experience"];

/** The parts of an attempt the refiner read, as icons; the words for them stand beside or in a label. */
export function PartIcons({ parts }: { parts: Shown["parts"] }) {
  return (
    <span aria-hidden="true" className="inline-flex items-center gap-1">
      {order
        .filter((part) => parts.includes(part))
        .map((part) => (
          <span key={part}>{icons[part]}</span>
        ))}
    </span>
  );
}
