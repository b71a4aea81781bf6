int main(void) {
// ruleid: rules.c.allocation-assumed
int *numbers = malloc(10 * sizeof(int));
numbers[0] = 1;
// ruleid: rules.c.allocation-assumed
char *text = strdup("abc");
text[0] = 'x';
// ruleid: rules.c.allocation-assumed
FILE *in = fopen("data", "r");
fclose(in);
// ok: rules.c.allocation-assumed
int *checked = malloc(sizeof(int));
if (!checked) return 1;
*checked = 1;
// ok: rules.c.allocation-assumed
int *unused = malloc(sizeof(int));
return 0;
}
