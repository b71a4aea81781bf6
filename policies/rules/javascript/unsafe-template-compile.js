// ruleid: rules.javascript.unsafe-template-compile
const f = pug.compile(req.body.template);
// ruleid: rules.javascript.unsafe-template-compile
const html = ejs.render("<p>" + name + "</p>");
// ruleid: rules.javascript.unsafe-template-compile
const t = Handlebars.compile(source);
// ok: rules.javascript.unsafe-template-compile
const g = pug.compile("p= name");
// ok: rules.javascript.unsafe-template-compile
const h = ejs.render(fs.readFileSync("a.ejs", "utf8"), { name });
