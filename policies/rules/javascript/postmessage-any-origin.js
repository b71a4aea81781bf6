// ruleid: rules.javascript.postmessage-any-origin
window.parent.postMessage(state, "*");
// ruleid: rules.javascript.postmessage-any-origin
frame.contentWindow.postMessage({ token }, '*');
// ruleid: rules.javascript.postmessage-any-origin
opener.postMessage(JSON.stringify(d), "*");
// ok: rules.javascript.postmessage-any-origin
window.parent.postMessage(state, "https://app.example.com");
// ok: rules.javascript.postmessage-any-origin
worker.postMessage(data);
