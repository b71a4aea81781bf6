struct peer { char host[64]; char port[8]; };
void f(struct peer *p, struct peer q, const char *text, int fd) {
char small[16];
unsigned char block[32];
// ruleid: rules.c.size-beyond-buffer
snprintf(small, 32, "%s", text);
// ruleid: rules.c.size-beyond-buffer
memcpy(block, text, 64);
// ruleid: rules.c.size-beyond-buffer
fgets(small, 17, stdin);
// ruleid: rules.c.size-beyond-buffer
snprintf(q.port, sizeof(q), "%d", 80);
// ruleid: rules.c.size-beyond-buffer
strncpy(p->port, text, sizeof(*p));
// ok: rules.c.size-beyond-buffer
snprintf(small, sizeof(small), "%s", text);
// ok: rules.c.size-beyond-buffer
memcpy(block, text, 32);
// ok: rules.c.size-beyond-buffer
fgets(small, 16, stdin);
// ok: rules.c.size-beyond-buffer
snprintf(p->port, sizeof(p->port), "%d", 80);
// ok: rules.c.size-beyond-buffer
read(fd, block, sizeof(block) - 1);
}
