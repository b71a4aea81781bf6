void f(void) {
// ruleid: rules.c.unquoted-program
CreateProcessA(NULL, "C:\\Program Files\\App\\app.exe -x", NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ruleid: rules.c.unquoted-program
WinExec("C:\\Program Files\\App\\app.exe", 0);
// ruleid: rules.c.unquoted-program
CreateProcess(NULL, "C:\\Program Files (x86)\\App\\run.exe", NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ok: rules.c.unquoted-program
CreateProcessA("C:\\Windows\\notepad.exe", NULL, NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ok: rules.c.unquoted-program
CreateProcess(NULL, "\"C:\\Program Files\\App\\app.exe\" -x", NULL, NULL, 0, 0, NULL, NULL, &si, &pi);
// ok: rules.c.unquoted-program
WinExec("notepad.exe", 0);
}
