/** The look of the mailbox: quiet, one dark green, readable on a telephone. */
export const stylesheet = `
*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:#1c1c1c;background:#fff}
a{color:#1f5145;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid #c98a00;outline-offset:2px}
header{background:#1f5145;color:#fff;padding:.8rem 1.25rem}
header a{color:#fff;font-weight:700;text-decoration:none;margin-right:.75rem}
header span{opacity:.9;font-size:.9rem}
main{max-width:64rem;margin:0 auto;padding:1rem 1.25rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:.75rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:2rem 0 .5rem}
.filter{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;background:#f3f5f4;padding:1rem;border-radius:4px}
.filter p{margin:0;flex:1 1 14rem}
.filter p:last-child{flex:0 0 auto}
label{display:block;font-weight:600;margin-bottom:.25rem}
input{width:100%;font:inherit;padding:.5rem;border:1px solid #5c6b66;border-radius:4px;background:#fff}
button,.button{font:inherit;font-weight:700;background:#1f5145;color:#fff;border:0;border-radius:4px;padding:.55rem 1.2rem;cursor:pointer}
.button{display:inline-block;text-decoration:none}
button:hover,.button:hover{background:#163b32}
.count{color:#4a5753}
table{width:100%;border-collapse:collapse}
th{text-align:left;font-size:.9rem}
th,td{padding:.6rem .75rem .6rem 0;border-bottom:1px solid #d5dbd9;vertical-align:top}
td{overflow-wrap:anywhere}
.when{white-space:nowrap;color:#4a5753}
.subject{width:50%}
nav{margin-top:1.25rem;display:flex;gap:1.25rem}
dl{margin:0 0 1.25rem}
dl div{display:flex;gap:1rem;border-bottom:1px solid #d5dbd9;padding:.35rem 0}
dt{font-weight:600;flex:0 0 5.5rem}
dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:34rem;border:1px solid #d5dbd9;border-radius:4px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f5f4;padding:1rem;border-radius:4px;margin:0;font:.9rem/1.5 ui-monospace,Menlo,Consolas,monospace}
@media (max-width:40rem){
header span{display:block}
thead{position:absolute;left:-999rem}
table,tbody,tr,td{display:block}
tr{padding:.6rem 0;border-bottom:1px solid #d5dbd9}
td{border:0;padding:0}
td.subject{width:auto;font-weight:600}
td.to,td.when{font-size:.9rem}
}
@media print{header span,.filter,nav,iframe{display:none}}
`;
