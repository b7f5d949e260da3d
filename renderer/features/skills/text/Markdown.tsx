import { Fragment, memo, useMemo } from "react";
import { type Block, type Inline, readMarkdown } from "./markdown";

function Parts({ parts }: { parts: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: Inline }) {
  if (part.kind === "text") return part.text;
  if (part.kind === "code")
    return <code className="rounded-sm bg-raised px-1 py-px font-mono text-sm">{part.text}</code>;
  if (part.kind === "strong" || part.kind === "em") {
    const Tag = part.kind;
    return (
      <Tag className={part.kind === "strong" ? "font-semibold text-text" : "italic"}>
        <Parts parts={part.parts} />
      </Tag>
    );
  }
  return (
    <>
      <Parts parts={part.parts} /> <span className="font-mono text-sm break-all text-mute">({part.to})</span>
    </>
  );
}

const headings = ["text-lg font-semibold", "text-md font-semibold", "text-base font-semibold"] as const;

function Heading({ level, parts }: { level: number; parts: readonly Inline[] }) {
  const look = headings[Math.min(level, headings.length) - 1] ?? headings[2];
  // The page's own headings end at level two: a skill's begin below them, whatever it calls them.
  const Tag = (["h3", "h4", "h5", "h6"] as const)[Math.min(level, 4) - 1] ?? "h6";
  return (
    <Tag className={`${look} mt-2 text-text first:mt-0`}>
      <Parts parts={parts} />
    </Tag>
  );
}

function Table({ head, rows }: Extract<Block, { kind: "table" }>) {
  const cell = "border-b border-line px-2.5 py-1.5 text-left align-top first:pl-0";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <div className="overflow-x-auto" tabIndex={0}>
      <table className="w-full text-base">
        <thead>
          <tr>
            {head.map((parts, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text never move
              <th key={index} scope="col" className={`${cell} font-semibold text-text`}>
                <Parts parts={parts} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text never move
            <tr key={at}>
              {row.map((parts, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of one text never move
                <td key={index} className={cell}>
                  <Parts parts={parts} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function One({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return <Heading level={block.level} parts={block.parts} />;
    case "paragraph":
      return (
        <p className="break-words">
          <Parts parts={block.parts} />
        </p>
      );
    case "code":
      return (
        <div className="rounded-lg bg-bg px-3 py-2 font-mono text-sm leading-[1.2rem]">
          {block.info === "" ? null : <div className="pb-1 text-xs break-words text-mute">{block.info}</div>}
          <pre className="prose-plain font-[inherit]">{block.text}</pre>
        </div>
      );
    case "rule":
      return <hr className="border-line" />;
    case "quote":
      return (
        <blockquote className="flex flex-col gap-2.5 border-l-2 border-line-strong pl-3.5 text-mute">
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case "list":
      return <List {...block} />;
    case "table":
      return <Table {...block} />;
  }
}

function List({ ordered, items }: Extract<Block, { kind: "list" }>) {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag className={`${ordered ? "list-decimal" : "list-disc"} space-y-1.5 pl-5 marker:text-mute`}>
      {items.map((blocks, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of one text never move
        <li key={index} className="space-y-1.5 pl-0.5">
          <Blocks blocks={blocks} />
        </li>
      ))}
    </Tag>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text never move
    <Fragment key={index}>
      <One block={block} />
    </Fragment>
  ));
}

/** A skill's instructions as they are meant to be read. No HTML, no pictures, no links that lead anywhere. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return (
    <div className="selectable flex flex-col gap-2.5 text-md">
      <Blocks blocks={blocks} />
    </div>
  );
});
