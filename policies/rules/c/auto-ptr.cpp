// ruleid: rules.c.auto-ptr
std::auto_ptr<Reader> reader(new Reader);
// ruleid: rules.c.auto-ptr
typedef std::auto_ptr<Reader> ReaderPtr;
// ruleid: rules.c.auto-ptr
void take(std::auto_ptr<Reader> reader);
// ok: rules.c.auto-ptr
std::unique_ptr<Reader> owned(new Reader);
// ok: rules.c.auto-ptr
std::shared_ptr<Reader> shared;
