import { Badge } from "../../../components/Badge";

/** The name of an approach; a long one is cut, with the whole in its title. */
export function Strategy({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <Badge tone="accent" shrinks>
      <span className="truncate" title={text}>
        {text}
      </span>
    </Badge>
  );
}
