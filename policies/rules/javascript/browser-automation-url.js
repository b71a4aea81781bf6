// ruleid: rules.javascript.browser-automation-url
await page.goto(req.query.url);
// ruleid: rules.javascript.browser-automation-url
await page.setContent(body.html);
// ruleid: rules.javascript.browser-automation-url
wkhtmltopdf(userUrl, { output: "a.pdf" });
// ok: rules.javascript.browser-automation-url
await page.goto("https://example.com");
// ok: rules.javascript.browser-automation-url
await page.goto(BASE_URL);
