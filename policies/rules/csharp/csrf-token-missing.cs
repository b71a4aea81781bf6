public class ProfileController : Controller {
  // ruleid: rules.csharp.csrf-token-missing
  [HttpPost]
  public ActionResult Save(Profile model) { db.Save(model); return RedirectToAction("Index"); }

  // ruleid: rules.csharp.csrf-token-missing
  [HttpPost, ActionName("Delete")]
  public async Task<IActionResult> Remove(int id) { await db.Remove(id); return View(); }

  // ruleid: rules.csharp.csrf-token-missing
  [HttpPost]
  [Authorize]
  public RedirectToRouteResult Move(int id) { db.Move(id); return RedirectToRoute("home"); }

  // ok: rules.csharp.csrf-token-missing
  [HttpPost]
  [ValidateAntiForgeryToken]
  public ActionResult Rename(Profile model) { db.Save(model); return View(); }

  // ok: rules.csharp.csrf-token-missing
  [HttpGet]
  public ActionResult Show(int id) { return View(db.Find(id)); }

  // ok: rules.csharp.csrf-token-missing
  [HttpPost]
  public IActionResult Import([FromBody] Profile model) { db.Save(model); return Ok(); }
}

[ApiController]
public class ThingsController : ControllerBase {
  // ok: rules.csharp.csrf-token-missing
  [HttpPost]
  public IActionResult Add(Thing thing) { db.Save(thing); return Ok(); }
}
