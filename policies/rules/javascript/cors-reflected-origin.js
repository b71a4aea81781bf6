// ruleid: rules.javascript.cors-reflected-origin
res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
// ruleid: rules.javascript.cors-reflected-origin
res.header('Access-Control-Allow-Origin', req.get("origin"));
// ruleid: rules.javascript.cors-reflected-origin
ctx.set("Access-Control-Allow-Origin", ctx.request.headers["origin"]);
// ok: rules.javascript.cors-reflected-origin
res.setHeader("Access-Control-Allow-Origin", ORIGIN);
if (allowed.includes(req.headers.origin)) {
// ok: rules.javascript.cors-reflected-origin
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
}
