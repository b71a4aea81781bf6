class A : Controller {
  public async Task<IActionResult> F(string url) {
// ruleid: rules.csharp.request-url-fetched
    return Ok(await client.GetStringAsync(url));
  }
  public async Task<IActionResult> F2() {
// ruleid: rules.csharp.request-url-fetched
    return Ok(await client.GetAsync(Request.Query["u"]));
  }
  public IActionResult F3(string imageUrl) {
// ruleid: rules.csharp.request-url-fetched
    return Ok(new WebClient().DownloadString(imageUrl));
  }
  async Task G() {
// ok: rules.csharp.request-url-fetched
    await client.GetStringAsync("https://api.example.com");
// ok: rules.csharp.request-url-fetched
    await client.GetStringAsync(ApiUrl);
  }
}
