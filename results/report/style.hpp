#pragma once

namespace results {

/// How the page looks: a column of text that a phone can show, and black on white in print.
inline constexpr const char* kStyle =
    R"(:root { color-scheme: light; --ink: #1c1c1c; --pale: #5a5a5a; --line: #dadada; --mark: #0072B2; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.4rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
p { margin: .5rem 0; max-width: 44rem; }
.note, figcaption { color: var(--pale); font-size: .85rem; max-width: 44rem; }
.short { margin-top: 1.2rem; padding: .2rem 1.2rem .6rem; background: #eef5fa; border-left: 4px solid var(--mark); }
.short h2 { border: 0; margin: .6rem 0 .2rem; padding: 0; }
ul, ol { padding-left: 1.3rem; margin: .4rem 0; }
li { margin: .2rem 0; }
nav a, a { color: var(--mark); }
figure { margin: 1.2rem 0; }
figure img { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: .4rem; }
.wide { overflow-x: auto; margin: .8rem 0 .3rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; white-space: nowrap; border-bottom: 1px solid #eee; }
thead th { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
tbody tr:last-child td { border-bottom: 1.5px solid var(--ink); }
.number { text-align: right; }
pre { overflow-x: auto; background: #f5f5f5; padding: .6rem .8rem; font-size: .82rem; line-height: 1.4; }
details { margin: .6rem 0; }
summary { cursor: pointer; color: var(--mark); font-size: .9rem; }
@media print { nav, details { display: none; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } }
)";

}  // namespace results
