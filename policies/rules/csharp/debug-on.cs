class A : Controller {
  IActionResult F() {
// ruleid: rules.csharp.debug-on
    app.UseDeveloperExceptionPage();
// ruleid: rules.csharp.debug-on
    IdentityModelEventSource.ShowPII = true;
// ruleid: rules.csharp.debug-on
    return StatusCode(500, ex.StackTrace);
// ok: rules.csharp.debug-on
    if (env.IsDevelopment()) { app.UseDeveloperExceptionPage(); }
// ok: rules.csharp.debug-on
    return StatusCode(500);
  }
}
