class A : Controller {
  IActionResult F(string returnUrl) {
// ruleid: rules.csharp.open-redirect
    return Redirect(returnUrl);
  }
  IActionResult F2() {
// ruleid: rules.csharp.open-redirect
    return RedirectPermanent(Request.Query["next"]);
  }
  void F3(string url) {
// ruleid: rules.csharp.open-redirect
    Response.Redirect(url);
  }
  IActionResult G(string returnUrl) {
// ok: rules.csharp.open-redirect
    if (Url.IsLocalUrl(returnUrl)) { return Redirect(returnUrl); }
// ok: rules.csharp.open-redirect
    return LocalRedirect(returnUrl);
  }
}
