void f(const char *source, size_t length, int fd) {
char buffer[64];
// ruleid: rules.c.length-unchecked
memcpy(buffer, source, length);
int n = packet_length(source);
// ruleid: rules.c.length-unchecked
memmove(buffer, source, n);
int m = header_size();
// ruleid: rules.c.length-unchecked
recv(fd, buffer, m, 0);
// ok: rules.c.length-unchecked
memcpy(buffer, source, sizeof(buffer));
size_t part = MIN(packet_length(source), sizeof(buffer));
// ok: rules.c.length-unchecked
memcpy(buffer, source, part);
}
void g(const char *source, size_t length) {
char buffer[64];
if (length > sizeof(buffer)) return;
// ok: rules.c.length-unchecked
memcpy(buffer, source, length);
}
void h(char *target, const char *source, size_t length) {
// ok: rules.c.length-unchecked
memcpy(target, source, length);
}
