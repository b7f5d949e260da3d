/** The page's looks: neutral greys, two themes, marks that differ in shape and colour. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfbfa; --card: #ffffff; --ink: #1d1e20; --quiet: #5d6066; --edge: #dcdcd8; --grid: #e6e6e2; --yes: #12693a; --no: #a8261b; --warn: #fff4d6; --warn-edge: #d9a400; --c0: #6a6f78; --c1: #b15c00; --c2: #1f6fb2; --c3: #8a3fa0; --c4: #0b7a6b; --c5: #b3264a; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181a; --card: #1f2023; --ink: #ececea; --quiet: #a5a8ae; --edge: #35373b; --grid: #2b2d31; --yes: #6fd49a; --no: #ff9186; --warn: #3a3014; --warn-edge: #b98f1f; --c0: #a9afb9; --c1: #f0a04b; --c2: #6db6f2; --c3: #cf97e6; --c4: #4fc9b6; --c5: #f5809d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 40px 28px 80px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 19px; margin: 48px 0 8px; }
h3 { font-size: 15px; font-weight: 600; margin: 0 0 12px; overflow-wrap: anywhere; }
p { margin: 0 0 8px; max-width: 76ch; }
.quiet, .tick { color: var(--quiet); fill: var(--quiet); }
pre { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 12px 14px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
.notes { list-style: none; margin: 20px 0 0; padding: 14px 18px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); }
.notes.warn { background: var(--warn); border-color: var(--warn-edge); }
.notes li + li { margin-top: 6px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-top: 12px; }
th, td { text-align: right; padding: 8px 10px; border-bottom: 1px solid var(--edge); white-space: nowrap; }
th { font-weight: 600; color: var(--quiet); font-size: 13px; vertical-align: bottom; white-space: normal; }
th:first-child, td:first-child { text-align: left; }
td:first-child { font-weight: 600; }
td small { display: block; color: var(--quiet); font-size: 12px; }
tr.mine td { background: color-mix(in srgb, var(--c2) 9%, transparent); }
.bar { display: inline-block; width: 64px; height: 8px; border-radius: 4px; background: var(--grid); margin-left: 10px; vertical-align: middle; overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--quiet); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 20px; margin-top: 28px; }
.plots figure { margin: 0; padding: 18px 20px; border: 1px solid var(--edge); border-radius: 10px; background: var(--card); }
.plots figcaption { font-weight: 600; margin-bottom: 12px; }
.plots figcaption small { display: block; font-weight: 400; color: var(--quiet); }
svg { width: 100%; height: auto; display: block; }
svg text { font: 16px system-ui, "Liberation Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
svg .tick { font-size: 14.5px; fill: var(--quiet); }
svg .value { font-weight: 600; font-variant-numeric: tabular-nums; }
svg .halo { paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
svg .grid { stroke: var(--grid); }
svg .lead { stroke: var(--edge); }
svg .whisker { stroke-width: 2; stroke-linecap: round; opacity: 0.55; }
svg .truth { stroke: var(--ink); stroke-width: 2; }
svg .course { fill: none; stroke-width: 2; }
svg .cross { fill: none; stroke-width: 3; }
svg .course.hollow { stroke-dasharray: 5 4; }
${[0, 1, 2, 3, 4, 5].map((n) => `svg .ink.c${n} { fill: var(--c${n}); } svg .whisker.c${n}, svg .course.c${n}, svg .cross.c${n} { stroke: var(--c${n}); } svg .ink.hollow.c${n} { fill: var(--card); stroke: var(--c${n}); stroke-width: 2; }`).join("\n")}
.cards { display: grid; gap: 20px; margin-top: 16px; }
.cards.few { grid-template-columns: repeat(auto-fill, minmax(min(100%, 520px), 1fr)); }
.cards.few .strip { grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); }
article { border: 1px solid var(--edge); border-radius: 10px; background: var(--card); padding: 16px 18px; }
.id { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; margin-right: 4px; }
.strip { display: grid; grid-template-columns: repeat(auto-fill, minmax(176px, 1fr)); gap: 16px; }
.strip figure { margin: 0; min-width: 0; }
.strip img { display: block; width: 100%; height: auto; aspect-ratio: 1; border-radius: 6px; border: 1px solid var(--edge); background: var(--grid); }
figcaption b { margin-right: 8px; }
.strip figcaption { font-size: 13px; margin-top: 8px; overflow-wrap: anywhere; }
.cost { color: var(--quiet); }
.verdict { display: block; font-weight: 600; }
.yes { color: var(--yes); }
.no { color: var(--no); }
.strip ul { margin: 2px 0 0; padding: 0; list-style: none; color: var(--quiet); }
.denied { color: var(--no); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 18px; margin: 12px 0 0; }
dt { font-weight: 600; }
dd { margin: 0; color: var(--quiet); }
`;
