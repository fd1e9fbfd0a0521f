using System.Globalization;

namespace CostSim.Reports;

/// <summary>The what-if table of the page, and the one script a page may hold: it adds sliders. Without it nothing is missing.</summary>
internal static class HtmlWhatIf
{
    // Builds elements and sets texts only, so that no name can become markup.
    public const string Script = """
        (()=>{"use strict";
        const box=document.getElementById("what-if-sliders");if(!box)return;
        const rows=JSON.parse(box.dataset.designs),sign=box.dataset.currency,day=+box.dataset.volume;
        const make=(tag,text,cls)=>{const e=document.createElement(tag);if(text)e.textContent=text;if(cls)e.className=cls;return e};
        const digits=n=>{const e=Math.floor(Math.log10(n));return n/10**e<2?4:3};
        const show=n=>{const a=Math.abs(n);let t;
        if(a>=1000)t=(+a.toPrecision(digits(a))).toLocaleString("en-US");
        else if(a>=100)t=Math.round(a).toString();else if(a>=1)t=Math.abs(a-Math.round(a))<.005?Math.round(a).toString():a.toFixed(2);
        else t=a===0?"0":(+a.toPrecision(3)).toString();
        return (sign==="USD"?(n<0?"−$":"$"):sign+" "+(n<0?"−":""))+t};
        const slider=(label,min,max,step,value,say)=>{const l=make("label"),s=make("span",label),o=make("output"),i=make("input");
        Object.assign(i,{type:"range",min,max,step,value});i.setAttribute("aria-label",label);
        const update=()=>{o.textContent=say(+i.value);i.setAttribute("aria-valuetext",o.textContent);draw()};
        i.addEventListener("input",update);l.append(s,o,i);box.append(l);return {i,o,say}};
        const v=slider("Volume",-1,1,.02,0,x=>"× "+(10**x).toPrecision(2)+", "+Math.round(day*10**x).toLocaleString("en-US")+" a day");
        const p=slider("Prices",.5,1.5,.01,1,x=>Math.round(x*100)+" %");
        const c=box.dataset.cache?slider("Cache share",-.01,1,.01,-.01,x=>x<0?"as simulated":Math.round(x*100)+" %"):null;
        const table=make("table"),body=make("tbody"),head=make("tr");
        ["Design","Mean a month","Against as simulated"].forEach((t,k)=>{const h=make("th",t,k?"number":"text");h.scope="col";head.append(h)});
        const cap=make("caption","Mean cost of a month at the sliders","heard"),top=make("thead");top.append(head);table.append(cap,top,body);
        const cells=rows.map(r=>{const t=make("tr"),h=make("th",r.name),a=make("td","","number"),b=make("td","","number");h.scope="row";t.append(h,a,b);body.append(t);return [a,b]});
        function draw(){if(!cells)return;const vol=10**+v.i.value,pr=+p.i.value,cs=c?+c.i.value:-1;
        rows.forEach((r,k)=>{const mean=(vol,pr,cs)=>r.fixed+vol*r.people+vol*pr*(r.rest+(1-cs)*r.fresh+cs*r.cached);
        const now=mean(vol,pr,cs<0?r.share:cs),was=mean(1,1,r.share);cells[k][0].textContent=show(now);
        cells[k][1].textContent=was===0||Math.abs(now/was-1)<5e-4?"0 %":(now>was?"+":"−")+Math.abs((now/was-1)*100).toFixed(Math.abs(now/was-1)<.0995?1:0)+" %"})}
        const reset=make("button","Back to as simulated");reset.type="button";
        reset.addEventListener("click",()=>{[[v,0],[p,1],[c,-.01]].forEach(([s,x])=>{if(s){s.i.value=x;s.i.dispatchEvent(new Event("input"))}})});
        [v,p,c].forEach(s=>{if(s)s.o.textContent=s.say(+s.i.value)});
        box.append(table,reset);box.hidden=false;draw()})();
        """;

    public static string Hash { get; } = HtmlStyle.HashOf(Script);

    public static void Sliders(HtmlText html, WhatIf whatIf)
    {
        var designs = string.Join(",", whatIf.Designs.Select(d =>
            $"{{\"name\":{Quoted(d.Design)},\"fixed\":{N(d.Fixed)},\"people\":{N(d.People)},\"rest\":{N(d.Rest)},\"fresh\":{N(d.Fresh)},\"cached\":{N(d.Cached)},\"share\":{N(d.CacheShare)}}}"));
        html.Open("div", ("id", "what-if-sliders"), ("class", "sliders"), ("hidden", "hidden"), ("data-designs", $"[{designs}]"),
            ("data-currency", whatIf.Money.Currency), ("data-volume", N(whatIf.RequestsPerDay)),
            ("data-cache", whatIf.HasCache ? "yes" : ""));
        html.Close();
    }

    private static string N(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "0";

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
