/**
 * The report's style sheet. Dark unless the reader's system is light, and light on paper. Gain, loss
 * and warning have the window's colours, a pair that all kinds of colour vision tell apart.
 */
const DARK = `--ground:#0e1116;--panel:#151a21;--rule:#262d37;--text:#dde2ea;--dim:#929cab;--gain:#3dbfcf;--loss:#f58a4b;--warn:#e6c34f;--up:#aab4c2;--down:#5b6675;--line:#c9d2de;--hold:#727d8d`
const LIGHT = `--ground:#fff;--panel:#f5f6f8;--rule:#dde1e7;--text:#161b22;--dim:#5a6473;--gain:#08697a;--loss:#a84107;--warn:#775600;--up:#8f9aa8;--down:#465160;--line:#2b3440;--hold:#99a3b0`

const PAGE = `
*{box-sizing:border-box}
html{background:var(--ground);color:var(--text);font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
body{max-width:1248px;margin:0 auto;padding:20px 24px 40px}
h1{margin:0;font-size:22px;font-weight:600;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:0 0 6px;font-size:11px;font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--dim)}
section{margin-top:26px}
p{margin:0}
dl,dd,ul,figure{margin:0;padding:0}
a{color:inherit;text-decoration:underline dotted var(--hold);text-underline-offset:3px}
code{font:12px/1.4 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
.gain{color:var(--gain)}
.loss{color:var(--loss)}
.absent,.note,small,footer{color:var(--dim)}
.warn{color:var(--warn)}
header{display:flex;justify-content:space-between;align-items:flex-end;gap:24px;padding-bottom:14px;border-bottom:1px solid var(--rule)}
header p{margin-top:3px;color:var(--dim)}
header>div{min-width:0;overflow-wrap:anywhere}
header p span+span::before{content:" · "}
.marks{flex:none;text-align:right;color:var(--dim);white-space:nowrap}
.marks strong{border:1px solid currentColor;border-radius:3px;padding:1px 7px;margin-right:10px;font-size:11px;letter-spacing:.06em;text-transform:uppercase}
footer{margin-top:34px;padding-top:12px;border-top:1px solid var(--rule);font-size:12px}
`

const FIGURES = `
.tiles{display:grid;grid-template-columns:repeat(7,1fr);margin-top:14px;background:var(--panel);border:1px solid var(--rule);border-radius:4px}
.tiles>div{padding:10px 12px 9px;min-width:0}
.tiles>div+div{border-left:1px solid var(--rule)}
.tiles h2{margin:0;letter-spacing:.03em;text-transform:none;font-weight:500;font-size:12px}
.tiles b{display:block;font-size:20px;line-height:1.3;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.tiles b .absent{font-size:13px;font-weight:400}
.tiles small{display:block;font-size:12px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.tiles em{font-style:normal;color:var(--warn)}
.metrics{display:grid;grid-template-columns:repeat(4,1fr);gap:0 34px}
.metrics dl>div,.facts>div{display:flex;justify-content:space-between;gap:14px;padding:2.5px 0;border-bottom:1px solid var(--rule)}
.metrics dt,.facts dt{color:var(--dim);white-space:nowrap}
.metrics dd,.facts dd{text-align:right;overflow-wrap:anywhere}
.metrics dd{white-space:nowrap}
.assumptions{columns:2;column-gap:34px;list-style:none}
.assumptions li{break-inside:avoid;padding:0 0 5px 12px;position:relative}
.assumptions li::before{content:"";position:absolute;left:0;top:.62em;width:4px;height:4px;border-radius:1px;background:currentColor;opacity:.6}
.three{display:grid;grid-template-columns:1fr 1fr 1.25fr;gap:0 34px}
.three .note{margin-top:8px;overflow-wrap:anywhere}
.facts code{display:inline-block;max-width:32ch;font-size:11px;word-break:break-all;text-align:left}
.facts .bytes{display:block;color:var(--dim);font-size:12px}
.glossary{columns:3;column-gap:34px;font-size:12px}
.glossary>div{break-inside:avoid;padding-bottom:7px}
.glossary>div:target dt{color:var(--warn)}
.glossary dt{font-weight:600}
.glossary dd{color:var(--dim)}
.refusals{list-style:none;margin-top:6px}
`

const TABLES = `
table{border-collapse:collapse;width:100%}
th{font-weight:500;color:var(--dim);text-align:right;border-bottom:1px solid var(--rule)}
th,td{padding:2.5px 0 2.5px 10px}
td{text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
td.word,th.word{text-align:left;padding-left:18px}
.months{table-layout:fixed}
.months th:first-child{text-align:left;padding-left:0}
.months td:last-child,.months th:last-child{font-weight:600}
.block{content-visibility:auto;contain-intrinsic-size:auto 5000px}
.trades{table-layout:fixed;font-size:12px}
.trades thead th{position:sticky;top:0;background:var(--ground);box-shadow:inset 0 -1px var(--rule)}
.trades td{overflow:hidden;text-overflow:ellipsis}
.trades tr:hover td{background:var(--panel)}
col.count{width:48px}
col.word{width:78px}
col.time{width:124px}
`

const DRAWING = `
.chart{margin-top:16px}
svg{display:block;width:100%;height:auto;font-size:11px;fill:var(--dim)}
path{fill:none}
.grid{stroke:var(--rule);stroke-width:1;opacity:.55}
.frame{stroke:var(--rule);stroke-width:1}
text.value,text.last{text-anchor:end}
text.title{font-size:11px;fill:var(--dim)}
rect.last{fill:var(--text)}
text.last{fill:var(--ground);font-weight:600}
.wick{stroke-width:.8}
.wick.up{stroke:var(--up)}
.wick.down{stroke:var(--down)}
.body.up{fill:var(--up)}
.body.down{fill:var(--down)}
.held{stroke-width:1;stroke-dasharray:3 2.5}
.held.gain{stroke:var(--gain)}
.held.loss{stroke:var(--loss)}
.held.even{stroke:var(--dim)}
path.entry{fill:var(--text);stroke:var(--ground);stroke-width:.6}
.exit{fill:var(--dim);stroke:var(--ground);stroke-width:.8}
.exit.gain{fill:var(--gain)}
.exit.loss{fill:var(--loss)}
.exit.hidden{stroke:var(--warn);stroke-width:1.6}
.several circle{fill:var(--panel);stroke:var(--dim)}
.several text{text-anchor:middle;font-size:8px;fill:var(--text)}
.equity{stroke:var(--line);stroke-width:1.5;stroke-linejoin:round}
.hold{stroke:var(--hold);stroke-width:1}
.base{stroke:var(--hold);stroke-width:.8;stroke-dasharray:2 3}
.drawdown{fill:var(--loss);fill-opacity:.28;stroke:var(--loss);stroke-width:.8}
figcaption{display:flex;gap:6px;flex-wrap:wrap;font-size:12px;color:var(--dim);margin-top:2px}
.key{margin-left:14px}
.key:first-child{margin-left:0}
.key.entry{color:var(--text)}
.key.hold{color:var(--hold)}
`

const ON_PAPER = `
@page{margin:12mm}
html{font-size:10px}
body{max-width:none;padding:0}
.tiles>div{padding:6px 7px}
.tiles b{font-size:13px}
.tiles h2,.tiles small,h2{font-size:8px}
figcaption,.glossary,.note,.facts .bytes,footer{font-size:9px}
code,.facts code{font-size:8px}
.metrics,.three{gap:0 18px}
section{margin-top:16px}
section,figure,.tiles{break-inside:avoid}
section:has(.block){break-inside:auto}
.block{content-visibility:visible}
.trades{font-size:8.5px}
.trades thead th{position:static}
tr{break-inside:avoid}
col.count{width:32px}
col.word{width:48px}
col.time{width:88px}
`

export const STYLE = `:root{color-scheme:dark;${DARK}}
@media (prefers-color-scheme:light){:root{color-scheme:light;${LIGHT}}}
${PAGE}${FIGURES}${TABLES}${DRAWING}
@media screen and (max-width:900px){.tiles{grid-template-columns:repeat(4,1fr)}.tiles>div:nth-child(4n+1){border-left:0}.metrics,.three{grid-template-columns:1fr 1fr}.glossary{columns:2}.block{overflow-x:auto}}
@media print{:root{color-scheme:light;${LIGHT}}${ON_PAPER}}
`
