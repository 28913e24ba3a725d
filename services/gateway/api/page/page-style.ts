/** The page's look: system fonts, one accent, light and dark as the reader's system says. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#16222e;--dim:#52616f;--paper:#fff;--raised:#f3f6f8;--line:#d5dde4;--accent:#0b5f83;
--get:#0b5f83;--post:#1d6b3a;--put:#8a4b00;--patch:#8a4b00;--delete:#a3222c}
@media(prefers-color-scheme:dark){:root{--ink:#e4ebf1;--dim:#a3b1bd;--paper:#10171e;--raised:#19232c;--line:#2f3c48;--accent:#6cc3ea;
--get:#6cc3ea;--post:#74d197;--put:#efb265;--patch:#efb265;--delete:#f5929a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header,footer{max-width:60rem;margin:0 auto;padding:1rem}
h1{margin:.5rem 0 0;font-size:2rem}h2{margin:2.5rem 0 0;font-size:1.3rem}h3{margin:1.2rem 0 .3rem;font-size:1rem}
p{margin:.3rem 0}.dim{color:var(--dim)}
a{color:var(--accent)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.notice{border-left:4px solid var(--put);background:var(--raised);padding:.5rem 1rem}
.tools{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin-top:1rem}
label{display:block;font-size:.85rem;color:var(--dim)}
input,textarea,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--dim);border-radius:.3rem;padding:.35rem .5rem;width:100%}
textarea,pre,code{font-family:ui-monospace,monospace;font-size:.85rem}
textarea{min-height:8rem}
button{width:auto;margin-top:.7rem;padding:.35rem 1.2rem;background:var(--accent);color:var(--paper);border-color:var(--accent);cursor:pointer}
details{border:1px solid var(--line);border-radius:.4rem;margin-top:.5rem}
summary{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;padding:.5rem .8rem;cursor:pointer;overflow-wrap:anywhere}
details>div{padding:0 .8rem .8rem;border-top:1px solid var(--line)}
.method{font:700 .8rem ui-monospace,monospace;min-width:4rem}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.patch{color:var(--patch)}.delete{color:var(--delete)}
.deprecated code{text-decoration:line-through}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
pre{background:var(--raised);padding:.7rem;border-radius:.3rem;overflow:auto;max-height:24rem;margin:.3rem 0}
[hidden]{display:none}
`;
