// ruleid: rules.javascript.insecure-transport
fetch("http://api.example.com/login", { method: "POST", body });
// ruleid: rules.javascript.insecure-transport
axios.post('http://pay.example.com/v1', card);
// ruleid: rules.javascript.insecure-transport
const r = await got("http://example.com/data");
// ok: rules.javascript.insecure-transport
fetch("https://api.example.com/login");
// ok: rules.javascript.insecure-transport
fetch("http://localhost:3000/x");
