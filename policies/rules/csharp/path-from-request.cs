class A : Controller {
  void F(IFormFile file) {
// ruleid: rules.csharp.path-from-request
    var t = System.IO.File.ReadAllText("files/" + Request.Query["f"]);
// ruleid: rules.csharp.path-from-request
    var p = Path.Combine(root, file.FileName);
// ruleid: rules.csharp.path-from-request
    var s = new FileStream(Request.Form["path"], FileMode.Open);
// ok: rules.csharp.path-from-request
    var q = Path.Combine(root, Path.GetFileName(file.FileName));
// ok: rules.csharp.path-from-request
    var u = File.ReadAllText("settings.json");
  }
}
