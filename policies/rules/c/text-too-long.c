void f(int major, int minor, int send) {
char arrow[4];
char version[12];
char word[8];
char whole[16];
// ruleid: rules.c.text-too-long
sprintf(arrow, " -> ");
// ruleid: rules.c.text-too-long
sprintf(version, "RFB %03d.%03d\n", major, minor);
// ruleid: rules.c.text-too-long
strcpy(word, "overlong");
// ok: rules.c.text-too-long
strcpy(word, "seventy");
// ok: rules.c.text-too-long
sprintf(whole, "RFB %03d\n", major);
// ok: rules.c.text-too-long
strcpy(whole, "short");
}
