class A : Controller {
  void F(string name) {
// ruleid: rules.csharp.raw-html
    var a = Html.Raw(model.Body);
// ruleid: rules.csharp.raw-html
    var b = new HtmlString("<b>" + name + "</b>");
// ruleid: rules.csharp.raw-html
    Response.Write("<p>" + Request.QueryString["n"]);
// ok: rules.csharp.raw-html
    var c = Html.Encode(model.Body);
// ok: rules.csharp.raw-html
    Response.Write(HtmlEncoder.Default.Encode("<p>" + name));
  }
}
