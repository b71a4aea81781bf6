void f(int n) {
int *numbers = new int[n];
// ruleid: rules.c.delete-mismatch
delete numbers;
Item *item = new Item();
// ruleid: rules.c.delete-mismatch
delete[] item;
char *text = (char *)malloc(10);
// ruleid: rules.c.delete-mismatch
delete text;
int *many = new int[n];
// ok: rules.c.delete-mismatch
delete[] many;
Item *one = new Item(3);
// ok: rules.c.delete-mismatch
delete one;
}
