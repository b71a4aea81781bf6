void f(void) {
// ruleid: rules.c.writable-code
void *page = mmap(NULL, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE, -1, 0);
// ruleid: rules.c.writable-code
mprotect(page, size, PROT_EXEC | PROT_WRITE);
// ruleid: rules.c.writable-code
VirtualAlloc(NULL, size, MEM_COMMIT, PAGE_EXECUTE_READWRITE);
// ok: rules.c.writable-code
mprotect(page, size, PROT_READ | PROT_EXEC);
// ok: rules.c.writable-code
mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, -1, 0);
}
