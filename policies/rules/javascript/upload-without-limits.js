// ruleid: rules.javascript.upload-without-limits
const upload = multer({ dest: "uploads/" });
// ruleid: rules.javascript.upload-without-limits
const u2 = multer();
// ruleid: rules.javascript.upload-without-limits
app.use(fileUpload());
// ok: rules.javascript.upload-without-limits
const u3 = multer({ dest: "uploads/", limits: { fileSize: 1e6 }, fileFilter });
// ok: rules.javascript.upload-without-limits
app.use(fileUpload({ limits: { fileSize: 1e6 } }));
