<?php
// ruleid: rules.php.upload-without-check
move_uploaded_file($_FILES['f']['tmp_name'], "uploads/" . $_FILES['f']['name']);
// ruleid: rules.php.upload-without-check
$request->file('a')->move('uploads', $file->getClientOriginalName());
// ruleid: rules.php.upload-without-check
move_uploaded_file($tmp, $target_file);
// ok: rules.php.upload-without-check
move_uploaded_file($tmp, "/data/" . bin2hex(random_bytes(16)) . ".jpg");
// ok: rules.php.upload-without-check
$request->file('a')->store('uploads');
