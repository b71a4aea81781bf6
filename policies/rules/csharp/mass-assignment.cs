class A : Controller {
  [HttpPost]
// ruleid: rules.csharp.mass-assignment
  public IActionResult Create(User user) { return Ok(); }
  [HttpPut]
// ruleid: rules.csharp.mass-assignment
  public IActionResult Put([FromBody] Account account) { return Ok(); }
  async Task F() {
// ruleid: rules.csharp.mass-assignment
    await TryUpdateModelAsync(user);
  }
  [HttpPost]
// ok: rules.csharp.mass-assignment
  public IActionResult Create2([Bind("Name")] UserForm form) { return Ok(); }
  [HttpGet]
// ok: rules.csharp.mass-assignment
  public IActionResult Get(int id) { return Ok(); }
}
