class A : Controller {
// ruleid: rules.csharp.action-without-authorization
  [HttpDelete("{id}")]
  public IActionResult Delete(int id) { _db.Items.Remove(_db.Items.Find(id)); _db.SaveChanges(); return Ok(); }
// ruleid: rules.csharp.action-without-authorization
  [HttpPost]
  public IActionResult Create(Item item) { _db.Add(item); _db.SaveChanges(); return Ok(); }
// ruleid: rules.csharp.action-without-authorization
  [HttpPut("{id}")]
  public async Task<IActionResult> Put(int id, Item i) { await repo.UpdateAsync(i); return Ok(); }
// ok: rules.csharp.action-without-authorization
  [HttpDelete("x/{id}")]
  [Authorize]
  public IActionResult Delete2(int id) { _db.Items.Remove(_db.Items.Find(id)); return Ok(); }
// ok: rules.csharp.action-without-authorization
  [HttpGet]
  public IActionResult Get(int id) { return Ok(_db.Items.Find(id)); }
}
