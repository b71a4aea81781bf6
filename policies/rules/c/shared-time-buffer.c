void f(time_t now) {
// ruleid: rules.c.shared-time-buffer
struct tm *parts = localtime(&now);
// ruleid: rules.c.shared-time-buffer
puts(ctime(&now));
// ruleid: rules.c.shared-time-buffer
strftime(text, sizeof text, "%F", gmtime(&now));
// ok: rules.c.shared-time-buffer
localtime_r(&now, &copy);
// ok: rules.c.shared-time-buffer
strftime(text, sizeof text, "%F", &copy);
}
