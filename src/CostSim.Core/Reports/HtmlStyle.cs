using System.Security.Cryptography;
using System.Text;
using CostSim.Reports.Drawing;

namespace CostSim.Reports;

/// <summary>The one style sheet of the page, and the hash by which its policy allows it.</summary>
internal static class HtmlStyle
{
    private const string Layout = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif;overflow-wrap:break-word}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--paper);outline:2px solid var(--c0);z-index:1}
        .page{max-width:60rem;margin:0 auto;padding:0 2rem 5rem}
        header{padding-top:1.5rem}
        .kicker{margin:0 0 .25rem;font-size:.8125rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--accent)}
        h1{margin:0;font-size:2rem;line-height:1.15;letter-spacing:-.02em;font-weight:700;overflow-wrap:anywhere}
        .subtitle{margin:.375rem 0 0;max-width:none;font-size:.875rem;line-height:1.5;color:var(--soft)}
        nav ul{display:flex;flex-wrap:wrap;gap:.125rem 1.125rem;margin:.75rem 0 0;padding:0;list-style:none;font-size:.8125rem}
        a{color:var(--accent);text-decoration:none}
        a:hover,a:focus-visible{text-decoration:underline}
        section{margin-top:4rem}
        h2{margin:0 0 1.25rem;padding-top:1.5rem;border-top:1px solid var(--line);font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;font-weight:650}
        section.first{margin-top:1.25rem}section.first p.lead{margin-bottom:0;max-width:none;font-size:1.25rem;line-height:1.4}section.first figure{margin:1.25rem 0 1.75rem}section.first figcaption p{max-width:none;margin-bottom:.5rem}section.first p.lead~.scroll{margin-top:.75rem}section.first p.lead~.scroll th,section.first p.lead~.scroll td{padding-top:.3125rem;padding-bottom:.3125rem}
        section.first h2,section.first p.lead+h3,.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);padding:0;white-space:nowrap}
        p{margin:0 0 1rem;max-width:44rem}
        p.lead{font-size:1.5rem;line-height:1.42;letter-spacing:-.005em;max-width:48rem;margin-bottom:1.25rem}
        p.lead strong{font-weight:650}
        ul.points{margin:0 0 1rem;padding-left:1.25rem;max-width:44rem}
        ul.points li{margin:.25rem 0}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(15.5rem,1fr));gap:2rem 1.75rem;margin:2.25rem 0;padding:0}
        .figures div{border-top:2px solid var(--line);padding-top:.75rem}
        .figures div:first-child{border-top-color:var(--accent)}
        .figures .bad{border-top-color:var(--limit)}
        .figures dt{font-size:.8125rem;color:var(--soft)}
        .figures dd{margin:0}
        .figures .value{font-size:1.875rem;line-height:1.25;font-weight:650;letter-spacing:-.015em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .figures .note{font-size:.8125rem;line-height:1.45;color:var(--soft);margin-top:.25rem}
        .callout{margin:1.5rem 0;padding:.125rem 0 .125rem 1rem;border-left:3px solid var(--mute);max-width:48rem}
        .callout.notice{border-color:var(--c1)}.callout.bad{border-color:var(--limit)}.callout.good{border-color:var(--c2)}
        .callout p{margin:.375rem 0}
        figure{margin:3rem 0 0}
        figcaption h3,h3{margin:0;font-size:1.0625rem;line-height:1.4;font-weight:650}
        figcaption p,.hint{font-size:.875rem;color:var(--soft);margin:.125rem 0 1rem}
        figure .notes{font-size:.8125rem;color:var(--soft);margin:.5rem 0 0}
        .chart{display:block;width:100%;height:auto;font-family:inherit;overflow:visible}
        .chart.narrow{display:none}
        .chart text{font-variant-numeric:tabular-nums}
        details{margin:.75rem 0 0}details>dl,summary+h3{margin-top:.75rem}
        summary{cursor:pointer;font-size:.875rem;color:var(--accent);width:fit-content}
        summary:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
        .scroll{overflow-x:auto;margin:.5rem 0 0;position:relative}.scroll+h3,.notes+h3,details+h3,figure+h3{margin-top:2.5rem}
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.45}
        th,td{padding:.5rem .875rem .5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
        th:last-child,td:last-child{padding-right:0}
        thead th{color:var(--soft);font-weight:500;vertical-align:bottom;border-bottom-color:var(--mute)}
        tbody th{font-weight:400;min-width:7rem;max-width:22rem;overflow-wrap:anywhere}
        td.text{min-width:7.5rem;max-width:26rem;overflow-wrap:anywhere}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        thead .number{white-space:normal}
        tr.strong th,tr.strong td{font-weight:650;background:var(--tint)}
        tr.strong th{box-shadow:inset 3px 0 var(--accent);padding-left:.75rem}
        .bar{width:3.5rem;height:.5rem;margin-left:.5rem;vertical-align:baseline}
        .tag{display:inline-block;font-size:.86em;line-height:1.5;padding:0 .5rem;border:1px solid var(--mute);border-radius:1rem;white-space:nowrap}
        .tag.good{border-color:var(--c2)}.tag.notice{border-color:var(--c1)}.tag.bad{border-color:var(--limit)}
        .tag.good::before{content:"✓ "}.tag.bad::before{content:"! "}
        .notes{font-size:.8125rem;color:var(--soft);margin:.625rem 0 0;padding:0;list-style:none;max-width:48rem}
        dl.facts{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.375rem 1.5rem;margin:0;font-size:.875rem}
        dl.facts dt{color:var(--soft)}
        dl.facts dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        pre{margin:.5rem 0 0;padding:1rem 1.25rem;background:var(--tint);border-radius:6px;overflow-x:auto;font:.8125rem/1.6 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        .sliders{margin-top:2rem;padding:1.25rem 1.5rem;background:var(--tint);border-radius:8px}
        .sliders[hidden]{display:none}
        .sliders label{display:grid;grid-template-columns:1fr auto;gap:.125rem 1rem;font-size:.875rem;margin-bottom:.75rem;max-width:30rem}
        .sliders output{color:var(--soft);font-variant-numeric:tabular-nums}
        .sliders input{grid-column:1/-1;width:100%;accent-color:var(--accent);margin:0}
        .sliders tbody tr:last-child>*{border-bottom:0}
        .sliders button{margin-top:.75rem;font:inherit;font-size:.8125rem;color:var(--accent);background:none;border:1px solid var(--mute);border-radius:1rem;padding:.125rem .75rem;cursor:pointer}
        .sliders :focus-visible{outline:2px solid var(--accent);outline-offset:3px}
        footer{margin-top:5rem;padding-top:1.25rem;border-top:1px solid var(--line);font-size:.8125rem;color:var(--soft);overflow-wrap:anywhere}
        @media (max-width:40rem){
        .page{padding:0 1.125rem 3rem}header{padding-top:.75rem}.kicker{margin:0;font-size:.6875rem}.subtitle{margin-top:.25rem;font-size:.75rem;line-height:1.4}nav ul{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;margin-top:.375rem}section.first{margin-top:.625rem}section.first figure{margin-top:.875rem}h1{font-size:1.5rem}p.lead{font-size:1.25rem}section{margin-top:3rem}section.first p.lead{font-size:1.0625rem}table.narrow{font-size:.8125rem}table.narrow th:not(:last-child),table.narrow td:not(:last-child){padding-right:.375rem}table.narrow tbody th{overflow-wrap:break-word}section.first figure{display:flex;flex-direction:column}section.first figcaption{display:contents}section.first figcaption p{order:1;margin:.5rem 0 0;font-size:.8125rem}section.first figure>*{order:1}section.first figure>svg{order:0}
        .figures{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:1.5rem 1.25rem}.figures .value{font-size:1.5rem}
        .chart.wide{display:none}.chart.narrow{display:block;max-width:30rem}
        dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.625rem}
        .narrow tbody th{min-width:0}pre{white-space:pre-line}}
        @media screen and (max-width:40rem){
        .cards,.cards tbody,.cards tr,.cards th,.cards td{display:block;width:auto;min-width:0;max-width:none}
        .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .cards tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
        .cards tbody th,.cards tbody td{border:0;padding:.125rem 0;background:none}
        .cards tbody th{font-weight:650;text-align:left;white-space:normal}
        .cards tbody td{display:flow-root;padding-left:9rem}
        .cards td::before{content:attr(data-label);float:left;width:8.5rem;margin-left:-9rem;color:var(--soft);font-weight:400;text-align:left;white-space:normal}
        .cards tbody td.number{padding-left:12rem}.cards td.number::before{margin-left:-12rem;width:11.5rem}
        .cards tr.strong{background:var(--tint);box-shadow:inset 3px 0 var(--accent);padding-left:.75rem;padding-right:.5rem}
        .cards tr.strong th{box-shadow:none;padding-left:0}}
        @media print{
        @page{size:A4;margin:16mm 14mm}
        html{font-size:9.5pt}.page{max-width:none;padding:0}header{padding-top:0}nav,.skip,.sliders{display:none}
        section{margin-top:2.25rem}figure{margin-top:2rem}footer{margin-top:2rem;padding-top:.75rem}.figures{grid-template-columns:repeat(3,1fr)}dl.facts{font-size:8pt}
        h2,h3,thead{break-after:avoid}tr,figure,.figures div,.callout,pre,table.short{break-inside:avoid}thead{display:table-header-group}
        .scroll{overflow:visible}table{font-size:8pt}th,td{padding:.25rem .5rem .25rem 0}tbody th,td.text{min-width:0}pre{white-space:pre-wrap}
        .chart.wide{display:block}.chart.narrow{display:none}
        details:not([open]){display:none}tr.strong th,tr.strong td,pre{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .chart{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        """;

    public static string Css { get; } = string.Concat(
        $":root{{color-scheme:light dark;{Palette.Values(dark: false)}--accent:#005f99;--tint:#f2f7fb}}",
        $"@media screen and (prefers-color-scheme:dark){{:root{{{Palette.Values(dark: true)}--accent:#6bb8ea;--tint:#1b232c}}}}",
        Layout.Replace("\n", "", StringComparison.Ordinal),
        Palette.Rules);

    public static string Hash { get; } = HashOf(Css);

    public static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
