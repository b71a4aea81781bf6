// ruleid: rules.javascript.token-in-web-storage
localStorage.setItem("token", data.token);
// ruleid: rules.javascript.token-in-web-storage
window.sessionStorage.setItem('authToken', t);
// ruleid: rules.javascript.token-in-web-storage
localStorage.setItem("jwt", JSON.stringify(t));
// ok: rules.javascript.token-in-web-storage
localStorage.setItem("theme", "dark");
// ok: rules.javascript.token-in-web-storage
localStorage.getItem("token");
