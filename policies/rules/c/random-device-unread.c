void f(void) {
// ruleid: rules.c.random-device-unread
int fd = open("/dev/urandom", O_RDONLY);
read(fd, buffer, 16);
}
void g(void) {
// ruleid: rules.c.random-device-unread
fd = open("/dev/random", 0);
read(fd, buffer, 16);
}
int h(void) {
int fd;
// ruleid: rules.c.random-device-unread
if ((fd = open("/dev/urandom", 0)) < 0) return 1;
read(fd, &seed, 4);
}
int k(void) {
// ok: rules.c.random-device-unread
int fd = open("/dev/urandom", O_RDONLY);
if (read(fd, buffer, 16) != 16) return -1;
// ok: rules.c.random-device-unread
fd = open("data", O_RDONLY);
}
