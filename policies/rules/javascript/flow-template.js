app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.template
  const a = ejs.render(req.body.template, {});
  const source = '<h1>' + req.query.title + '</h1>';
  // ruleid: flow.javascript.template
  const b = Handlebars.compile(source);
  // ruleid: flow.javascript.template
  const c = _.template(req.query.page);
  // ok: flow.javascript.template
  const d = ejs.render('<h1><%= title %></h1>', { title: req.query.title });
  // ok: flow.javascript.template
  const e = pug.compile('h1 title');
});
