void f(void) {
// ruleid: rules.c.null-dacl-path
CreateProcessA(NULL, "C:\\Program Files\\App\\app.exe -x", NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ruleid: rules.c.null-dacl-path
WinExec("C:\\Program Files\\App\\app.exe", 0);
// ruleid: rules.c.null-dacl-path
CreateProcess(NULL, "C:\\Program Files (x86)\\App\\run.exe", NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ok: rules.c.null-dacl-path
CreateProcessA("C:\\Windows\\notepad.exe", NULL, NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ok: rules.c.null-dacl-path
WinExec("notepad.exe", 0);
}
