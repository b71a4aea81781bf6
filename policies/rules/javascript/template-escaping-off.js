// ruleid: rules.javascript.template-escaping-off
const t = Handlebars.compile(source, { noEscape: true });
// ruleid: rules.javascript.template-escaping-off
nunjucks.configure("views", { autoescape: false });
// ruleid: rules.javascript.template-escaping-off
this.html = this.sanitizer.bypassSecurityTrustHtml(this.body);
// ok: rules.javascript.template-escaping-off
const t2 = Handlebars.compile(source);
// ok: rules.javascript.template-escaping-off
nunjucks.configure("views", { autoescape: true });
// ok: rules.javascript.template-escaping-off
const x = { sanitize: true };
