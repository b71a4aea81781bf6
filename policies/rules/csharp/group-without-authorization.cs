var users = app.MapGroup("/users").RequireAuthorization();
// ruleid: rules.csharp.group-without-authorization
var planning = app.MapGroup("/planning").WithTags("Planning");
// ruleid: rules.csharp.group-without-authorization
var stock = app.MapGroup("/stock");
app.MapPost("/orders", Create).RequireAuthorization();
// ruleid: rules.csharp.group-without-authorization
app.MapDelete("/orders/{id}", Delete);
// ok: rules.csharp.group-without-authorization
var open = app.MapGroup("/public").AllowAnonymous();
// ok: rules.csharp.group-without-authorization
app.MapGet("/health", Health);
