fn f(text: &str) {
// ruleid: rules.rust.template-from-value
  Tera::one_off(text, &context, true);
// ruleid: rules.rust.template-from-value
  handlebars.render_template(&body.text, &data);
// ruleid: rules.rust.template-from-value
  tera.render_str(&format!("Hi {}", name), &context);
// ok: rules.rust.template-from-value
  tera.render("page.html", &context);
// ok: rules.rust.template-from-value
  handlebars.render_template("Hi {{name}}", &data);
}
