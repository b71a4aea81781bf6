class A : Controller {
// ruleid: rules.csharp.csrf-off
  [IgnoreAntiforgeryToken]
  public IActionResult F() { return Ok(); }
  void G() {
// ruleid: rules.csharp.csrf-off
    app.MapPost("/x", H).DisableAntiforgery();
// ruleid: rules.csharp.csrf-off
    options.Filters.Add(new IgnoreAntiforgeryTokenAttribute());
  }
// ok: rules.csharp.csrf-off
  [ValidateAntiForgeryToken]
  public IActionResult H() { return Ok(); }
// ok: rules.csharp.csrf-off
  [HttpPost]
  public IActionResult I() { return Ok(); }
}
