// ruleid: rules.javascript.cors-any-origin-framework
const app = await NestFactory.create(AppModule, { cors: true });
// ruleid: rules.javascript.cors-any-origin-framework
res.writeHead(200, { "Access-Control-Allow-Origin": origin });
// ruleid: rules.javascript.cors-any-origin-framework
res.setHeader("Access-Control-Allow-Origin", origin);
// ok: rules.javascript.cors-any-origin-framework
const app2 = await NestFactory.create(AppModule, { cors: { origin: LIST } });
if (ALLOWED.includes(origin)) {
// ok: rules.javascript.cors-any-origin-framework
  res.setHeader("Access-Control-Allow-Origin", origin);
}
