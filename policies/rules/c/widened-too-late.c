void f(int width, int height, uint32_t blocks, uint32_t per) {
// ruleid: rules.c.widened-too-late
uint64_t area = width * height;
// ruleid: rules.c.widened-too-late
size_t total = blocks * per;
long long wide;
// ruleid: rules.c.widened-too-late
wide = width * width;
// ok: rules.c.widened-too-late
uint64_t right = (uint64_t)width * height;
// ok: rules.c.widened-too-late
int small = width * height;
}
