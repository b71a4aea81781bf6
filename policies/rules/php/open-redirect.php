<?php
// ruleid: rules.php.open-redirect
header("Location: " . $_GET['url']);
// ruleid: rules.php.open-redirect
header("Location: {$_REQUEST['next']}");
// ruleid: rules.php.open-redirect
return redirect($request->input('next'));
// ok: rules.php.open-redirect
header("Location: /login.php");
// ok: rules.php.open-redirect
return redirect('/home');
