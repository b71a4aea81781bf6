new BrowserWindow({
  webPreferences: {
// ruleid: rules.javascript.electron-unsafe-window
    nodeIntegration: true,
// ruleid: rules.javascript.electron-unsafe-window
    contextIsolation: false,
  },
});
// ruleid: rules.javascript.electron-unsafe-window
const w = new BrowserWindow({ webPreferences: { webSecurity: false } });
// ok: rules.javascript.electron-unsafe-window
const v = new BrowserWindow({ webPreferences: { contextIsolation: true } });
// ok: rules.javascript.electron-unsafe-window
const u = { nodeIntegration: false };
